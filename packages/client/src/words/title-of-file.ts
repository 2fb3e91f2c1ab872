import { titleLength } from '@weireel/contract/plain';

/** A title to begin with: a file's name without its extension, on one line, cut to what is allowed. */
export function titleOfFile(fileName: string): string {
  const stem = fileName.replace(/(?<=.)\.[^.]*$/, '');
  const line = stem.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return cut(line === '' ? fileName : line);
}

function cut(text: string): string {
  if (text.length <= titleLength.max) return text;
  let kept = '';
  for (const character of charactersOf(text)) {
    if (kept.length + character.length > titleLength.max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** What a reader takes for one character each; where the system cannot tell, at least none is cut in two. */
function charactersOf(text: string): string[] {
  // as: some phones have no Intl at all.
  const { Intl: intl } = globalThis as { Intl?: Partial<typeof Intl> };
  if (intl?.Segmenter === undefined) return [...text];
  return Array.from(new intl.Segmenter().segment(text), ({ segment }) => segment);
}
