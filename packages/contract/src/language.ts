import { errorCatalogue, type ErrorCode } from './errors.ts';

/** Languages that people can read us in. */
export type Language = 'zh-CN' | 'en';

/** The first of our languages that an `Accept-Language` header asks for; Chinese when it names neither. */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  for (const range of (acceptLanguage ?? '').split(',')) {
    const tag = range.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return 'zh-CN';
}

/** The safe sentence of an error code. */
export function errorTitle(code: ErrorCode, language: Language): string {
  const entry = errorCatalogue[code];
  return language === 'en' ? entry.en : entry.zh;
}
