import { normalText } from './normal-text.ts';

/**
 * Text in the form in which it is compared, however it was typed: width, case, accents and traditional characters make
 * no difference, nor does the space around and between its words.
 */
export function comparableText(text: string): string {
  return normalText(text).text.trim().replaceAll(/\s+/g, ' ');
}
