const mostTags = 10;
const mostCharacters = 30;

/** Tags as the server takes them: without # and white space around, none empty, too long or twice. */
export function tidyTags(tags: readonly string[]): string[] {
  const tidy = tags.map((tag) =>
    tag
      .trim()
      .replace(/^[#＃]+/, '')
      .trim()
      .slice(0, mostCharacters)
      .trim(),
  );
  return [...new Set(tidy.filter((tag) => tag !== ''))].slice(0, mostTags);
}
