import { troubleOf, troubleText } from '../api/trouble.ts';
import { currentLanguage, i18n } from '../language/language.ts';

/** A short sentence for an error, in the language of now. */
export function errorText(error: unknown): string {
  return troubleText(troubleOf(error), i18n.global.t, currentLanguage());
}
