/** Most characters of a title; the contract's limit. */
export const maxTitleLength = 100;

/** A title made of a file's name: without extension, on one line, cut to what is allowed. */
export function titleOf(fileName: string): string {
  const stem = fileName.replace(/(?<=.)\.[^.]*$/, '');
  const line = stem.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return cut(line === '' ? fileName : line);
}

function cut(text: string): string {
  if (text.length <= maxTitleLength) return text;
  let kept = '';
  // By graphemes, so that no character and no emoji is cut in two.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > maxTitleLength - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
