import { checkedUri, lines } from './media-playlist.ts';

/** One rendition as the multivariant playlist names it. */
export interface Variant {
  /** URI of its media playlist. */
  uri: string;
  /** Peak segment bit rate of the real bytes, in bits per second. */
  peakBitrateBps: number;
  /** Average bit rate of the real bytes. */
  averageBitrateBps: number;
  /** Codec strings, the picture first. */
  codecs: readonly string[];
  /** Width as shown. */
  widthPx: number;
  /** Height as shown. */
  heightPx: number;
  /** Pictures per second. */
  framesPerSecond: number;
  /** Its key frames alone; null or absent for none. */
  iFrames?: IFrameVariant | null;
}

/** The I-frame playlist of a rendition. */
export interface IFrameVariant {
  /** URI of the I-frame playlist. */
  uri: string;
  /** Peak bit rate of the key frames alone. */
  peakBitrateBps: number;
  /** Average bit rate of the key frames alone. */
  averageBitrateBps: number;
}

/**
 * The variants without those that cost as much as a better one: what remains strictly rises in bit rate. Give
 * them smallest first.
 */
export function risingVariants<T extends Pick<Variant, 'peakBitrateBps'>>(variants: readonly T[]): T[] {
  const kept: T[] = [];
  for (const variant of variants.toReversed()) {
    if (variant.peakBitrateBps < (kept[0]?.peakBitrateBps ?? Infinity)) kept.unshift(variant);
  }
  return kept;
}

/**
 * The multivariant playlist (RFC 8216 section 4.3.4). Throws `RangeError` when there are no variants or their
 * bit rates do not strictly rise.
 */
export function writeMultivariantPlaylist(variants: readonly Variant[]): string {
  if (variants.length === 0 || risingVariants(variants).length !== variants.length) {
    throw new RangeError('The variants must rise in bit rate');
  }
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...variants.flatMap((variant) => [
      `#EXT-X-STREAM-INF:${attributes(variant, variant, variant.codecs)},FRAME-RATE=${variant.framesPerSecond.toFixed(3)}`,
      checkedUri(variant.uri),
    ]),
    ...variants.flatMap(({ iFrames, ...variant }) =>
      iFrames
        ? [
            `#EXT-X-I-FRAME-STREAM-INF:${attributes(iFrames, variant, variant.codecs.slice(0, 1))},URI="${checkedUri(iFrames.uri)}"`,
          ]
        : [],
    ),
  );
}

function attributes(
  rates: Pick<Variant, 'peakBitrateBps' | 'averageBitrateBps'>,
  { widthPx, heightPx }: Pick<Variant, 'widthPx' | 'heightPx'>,
  codecs: readonly string[],
): string {
  return [
    `BANDWIDTH=${Math.ceil(rates.peakBitrateBps)}`,
    `AVERAGE-BANDWIDTH=${Math.ceil(rates.averageBitrateBps)}`,
    `CODECS="${codecs.join(',')}"`,
    `RESOLUTION=${widthPx}x${heightPx}`,
  ].join(',');
}
