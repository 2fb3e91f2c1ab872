/** Languages that are offered; any other may be used by the API. */
export const captionLanguages = [
  ...['zh-CN', 'zh-TW', 'zh-HK', 'en', 'ja', 'ko', 'fr', 'de', 'es', 'pt', 'ru', 'ar', 'th', 'vi', 'id'],
] as const;

/** What a language calls itself. */
export function nameOfLanguage(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
