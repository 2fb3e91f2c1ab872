import { errorCatalogue, type ErrorCode } from '@weireel/contract';

/** Languages of messages. */
export type Language = 'zh-CN' | 'en';

/** The catalogue's message for a code, in a language. */
export function errorTitle(code: ErrorCode, language: Language): string {
  const entry = errorCatalogue[code];
  return language === 'en' ? entry.en : entry.zh;
}
