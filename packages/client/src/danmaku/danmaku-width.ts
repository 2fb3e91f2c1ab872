const paddingPx = 8;

/**
 * How wide one is drawn at most, in pixels, for those who cannot measure it: letters of the common fonts are not wider.
 *
 * @param fontPx size of its letters
 */
export function danmakuWidthPx(body: string, fontPx: number): number {
  let ems = 0;
  for (const letter of body) {
    const code = letter.codePointAt(0) ?? 0;
    if (code > 0xffff) ems += 1.4;
    else ems += code >= 0x2e80 || /[A-Z@%&mw]/.test(letter) ? 1 : 0.65;
  }
  return Math.ceil(ems * fontPx) + paddingPx;
}
