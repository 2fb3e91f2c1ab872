/** How many columns of a terminal a text takes; Chinese characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Cuts or fills a text to exactly so many columns; a cut is marked with «…». */
export function fitWidth(text: string, columns: number): string {
  const wanted = displayWidth(text);
  if (wanted <= columns) return text + ' '.repeat(columns - wanted);
  let kept = '';
  let width = 0;
  for (const character of text) {
    const next = characterWidth(character);
    if (width + next > columns - 1) break;
    kept += character;
    width += next;
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - 1 - width))}`;
}

// Unicode TR 11: the blocks whose characters are wide or full-width, as far as file names hold them.
function characterWidth(character: string): number {
  if (/[\p{Mn}\p{Cc}\p{Cf}]/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  )
    ? 2
    : 1;
}
