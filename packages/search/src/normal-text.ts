import { Converter } from 'opencc-js/t2cn';
import { numeralsAsDigits } from './numerals.ts';

/**
 * Text as it is compared: full-width forms narrow, lower case, without accents, simplified characters, numerals of order
 * as digits.
 */
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
/** A character with the accents that stand behind it. */
const accented = /.[\u0300-\u036f]*/gsu;
/** Accents, but for that of ü, which is another letter in pinyin. */
const accents = /(?<!u)\u0308|[\u0300-\u0307\u0309-\u036f]/gu;
/** What nobody sees: joiners, marks of direction and of style, places to break a line. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
const forms = new Map<string, string>();
/** Characters remembered: those of Chinese text, and no flood of others. */
const capacity = 30_000;

/** Brings text into the form in which it is compared, and keeps where each piece of it came from. */
export function normalText(source: string): NormalText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: character, index } of source.matchAll(accented)) {
    const form = formOf(character);
    for (let n = 0; n < form.length; n += 1) {
      starts.push(index);
      ends.push(index + character.length);
    }
    text += form;
  }
  starts.push(source.length);
  return numeralsAsDigits({ text, starts, ends });
}

/** One at a time: whole phrases convert better, but then a query would not be read as a title is. */
function formOf(character: string): string {
  const known = forms.get(character);
  if (known !== undefined) return known;
  const letters = character.normalize('NFKC').toLowerCase().normalize('NFD').replaceAll(accents, '');
  const form = toSimplified(letters.normalize('NFC').replaceAll(unseen, ''));
  // Longer ones are accents without end.
  if (forms.size < capacity && character.length <= 3) forms.set(character, form);
  return form;
}
