/** How pictures are held while they are put together: all their colours, with or without transparency. */
export const opaque = 'yuv444p';
/** As `opaque`, with transparency. */
export const transparent = 'yuva444p';

/** Gives each pixel the colours that a square of them has had; `halfColours` takes them back as they were. */
export const allColours = 'scale=flags=neighbor';
/** Gives squares of pixels their mean colours, as they are encoded. */
export const halfColours = 'scale=flags=area,format=yuv420p';

const exact = 'flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp';

/** What pictures are held as, with or without transparency. */
export function formatOf(hasAlpha: boolean): string {
  return hasAlpha ? transparent : opaque;
}

/** Filters that make 8 bits of red, green and blue each of BT.709’s planes. */
export function toRgbOf(hasAlpha: boolean): string[] {
  return [
    `scale=in_color_matrix=bt709:in_range=limited:out_range=full:${exact}`,
    `format=${hasAlpha ? 'gbrap' : 'gbrp'}`,
  ];
}

/** The way back from `toRgbOf`. */
export function fromRgbOf(hasAlpha: boolean): string[] {
  return [
    `scale=out_color_matrix=bt709:in_range=full:out_range=limited:${exact}`,
    `format=${formatOf(hasAlpha)}`,
  ];
}

/** As `toRgbOf`, without transparency. */
export const toRgb = toRgbOf(false);
/** The way back from `toRgb`. */
export const fromRgb = fromRgbOf(false);

/**
 * Filters that make red, green and blue of BT.709’s planes, and back.
 *
 * @param bits of each value. With 16 of them FFmpeg looks up colours in a third of the time. Default 8
 */
export function inRgb(filters: readonly string[], hasAlpha: boolean, bits: 8 | 16 = 8): string[] {
  return [
    `scale=in_color_matrix=bt709:in_range=limited:out_range=full:${exact}`,
    `format=${hasAlpha ? 'gbrap' : 'gbrp'}${bits === 16 ? '16le' : ''}`,
    ...filters,
    `scale=out_color_matrix=bt709:in_range=full:out_range=limited:${exact}`,
    `format=${formatOf(hasAlpha)}`,
  ];
}
