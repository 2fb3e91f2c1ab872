import { Converter } from 'opencc-js/t2cn';
import { numeralsAsDigits } from './numerals.ts';

/** Text as it is compared: full-width forms narrow, lower case, simplified characters, numerals of order as digits. */
export interface NormalText {
  /** The text. */
  text: string;
  /** Where each UTF-16 unit of it begins in the text that was given; one more entry for the end. */
  starts: number[];
  /** Where each UTF-16 unit of it ends in the text that was given. */
  ends: number[];
}

// As: its own declarations name files in a way that Node's rules do not follow, so nothing is known of its result.
const toSimplified = Converter({ from: 't', to: 'cn' }) as (text: string) => string;
const forms = new Map<string, string>();
/** Characters remembered: those of Chinese text, and no flood of others. */
const capacity = 30_000;

/** Brings text into the form in which it is compared, and keeps where each piece of it came from. */
export function normalText(source: string): NormalText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of source) {
    const form = formOf(character);
    for (let n = 0; n < form.length; n += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    text += form;
    at += character.length;
  }
  starts.push(at);
  return numeralsAsDigits({ text, starts, ends });
}

/** One at a time: whole phrases convert better, but then a query would not be read as a title is. */
function formOf(character: string): string {
  const known = forms.get(character);
  if (known !== undefined) return known;
  const form = toSimplified(character.normalize('NFKC').toLowerCase());
  if (forms.size < capacity) forms.set(character, form);
  return form;
}
