import type { ParsedMultivariantPlaylist, ParsedVariant } from '../playlist/parse-playlist.ts';
import type { ReadPlaylist } from './check-playlist-text.ts';
import type { Note } from './findings.ts';

/** Codec strings that begin like this are pictures. */
const pictureCodec = /^(avc|hvc|hev|dvh|dva|av01|dav1|vp0|mp4v|vvc)/i;

/** Codecs of a variant; empty when it does not say. */
export function codecsOf({ attributes }: ParsedVariant): string[] {
  return (attributes.get('CODECS') ?? '')
    .split(',')
    .map((codec) => codec.trim())
    .filter((codec) => codec !== '');
}

/** Whether a variant shows a picture; one that does not say is taken for it. */
export function hasPicture(variant: ParsedVariant): boolean {
  const codecs = codecsOf(variant);
  return codecs.length === 0 || codecs.some((codec) => pictureCodec.test(codec));
}

/** How a variant is called in findings. */
export function variantName({ isIFramesOnly, uri }: ParsedVariant): string {
  return `${isIFramesOnly ? 'I-frame variant' : 'variant'} ${uri}`;
}

/** Checks what a multivariant playlist says, without what it names. */
export function checkMultivariant(
  { uri, playlist }: ReadPlaylist<ParsedMultivariantPlaylist>,
  note: Note,
): void {
  const variants = playlist.variants.filter(({ isIFramesOnly }) => !isIFramesOnly);
  for (const variant of playlist.variants) checkAttributes(uri, variant, note);
  checkChoice(uri, variants, note);
  const pictures = variants.filter(hasPicture);
  checkRise(uri, pictures, note);
  checkAspect(uri, pictures, note);
  const trickPlay = playlist.variants.filter(({ isIFramesOnly }) => isIFramesOnly);
  if (pictures.length > 0 && trickPlay.length === 0) note('HLS-210', uri, 'no EXT-X-I-FRAME-STREAM-INF');
  const isSdr = ({ attributes }: ParsedVariant) => (attributes.get('VIDEO-RANGE') ?? 'SDR') === 'SDR';
  if (trickPlay.length > 0 && !trickPlay.some(isSdr)) note('HLS-217', uri, 'none is SDR');
  checkGroups(uri, playlist, note);
}

/** A rate that needs no smaller one beside it, in bits per second. */
const modestRateBps = 2_000_000;

/** A network that is too slow for one rate needs a smaller one. */
function checkChoice(uri: string, variants: readonly ParsedVariant[], note: Note): void {
  const rates = new Set(variants.map(({ attributes }) => attributes.get('BANDWIDTH')));
  const [only] = rates;
  if (rates.size === 1 && Number(only) > modestRateBps) note('HLS-209', uri, `one bit rate, ${only} bit/s`);
}

function checkAttributes(uri: string, variant: ParsedVariant, note: Note): void {
  const where = variantName(variant);
  const { attributes, isIFramesOnly } = variant;
  if (!attributes.has('BANDWIDTH')) note('HLS-103', uri, 'no BANDWIDTH', where);
  if (!attributes.has('AVERAGE-BANDWIDTH') && !isIFramesOnly) {
    note('HLS-203', uri, 'no AVERAGE-BANDWIDTH', where);
  }
  if (codecsOf(variant).length === 0) note('HLS-204', uri, 'no CODECS', where);
  if (!hasPicture(variant)) return;
  if (!attributes.has('RESOLUTION')) note('HLS-205', uri, 'no RESOLUTION', where);
  if (!attributes.has('FRAME-RATE') && !isIFramesOnly) note('HLS-206', uri, 'no FRAME-RATE', where);
}

interface Rung {
  variant: ParsedVariant;
  bandwidth: number;
  pixels: number;
}

/** Only variants between which a player switches are compared: of one codec, range and sound. */
function checkRise(uri: string, variants: readonly ParsedVariant[], note: Note): void {
  const families = new Map<string, Rung[]>();
  for (const variant of variants) {
    const picture = codecsOf(variant).find((codec) => pictureCodec.test(codec)) ?? '';
    const { attributes } = variant;
    const family = [picture.slice(0, 4), attributes.get('VIDEO-RANGE'), attributes.get('AUDIO')].join(' ');
    const [width = 0, height = 0] = (attributes.get('RESOLUTION') ?? '').split('x').map(Number);
    const rung = { variant, bandwidth: Number(attributes.get('BANDWIDTH')), pixels: width * height };
    families.set(family, [...(families.get(family) ?? []), rung]);
  }
  for (const family of families.values()) {
    const rungs = family.sort((a, b) => a.bandwidth - b.bandwidth);
    rungs.slice(1).forEach((rung, n) => {
      const below = rungs[n];
      if (below === undefined) return;
      const where = variantName(rung.variant);
      if (rung.bandwidth === below.bandwidth) {
        note('HLS-207', uri, `${rung.bandwidth} bit/s as ${variantName(below.variant)}`, where);
      } else if (rung.pixels < below.pixels) {
        note('HLS-207', uri, `smaller than ${variantName(below.variant)} at more bandwidth`, where);
      }
    });
  }
}

function checkAspect(uri: string, variants: readonly ParsedVariant[], note: Note): void {
  const sizes = variants.flatMap((variant) => {
    const [width = NaN, height = NaN] = (variant.attributes.get('RESOLUTION') ?? '').split('x').map(Number);
    return width > 0 && height > 0 ? [{ variant, width, height }] : [];
  });
  const largest = sizes.reduce<(typeof sizes)[number] | null>(
    (best, size) => (best === null || size.width > best.width ? size : best),
    null,
  );
  if (largest === null) return;
  for (const { variant, width, height } of sizes) {
    // Both sides are rounded to even numbers, so each may be off by up to two.
    const expected = (largest.height / largest.width) * width;
    const allowed = 2 + (2 * height) / width;
    if (Math.abs(height - expected) > allowed) {
      note(
        'HLS-212',
        uri,
        `${width}x${height} beside ${largest.width}x${largest.height}`,
        variantName(variant),
      );
    }
  }
}

function checkGroups(uri: string, { variants, media }: ParsedMultivariantPlaylist, note: Note): void {
  for (const variant of variants) {
    for (const type of ['AUDIO', 'VIDEO', 'SUBTITLES', 'CLOSED-CAPTIONS']) {
      const group = variant.attributes.get(type);
      if (group === undefined || (type === 'CLOSED-CAPTIONS' && group === 'NONE')) continue;
      const isDefined = media.some((each) => each.get('TYPE') === type && each.get('GROUP-ID') === group);
      if (!isDefined) note('HLS-213', uri, `no ${type} group ${group}`, variantName(variant));
    }
  }
  for (const each of media) {
    const type = each.get('TYPE');
    const isAlone =
      media.filter((other) => other.get('TYPE') === type && other.get('GROUP-ID') === each.get('GROUP-ID'))
        .length < 2;
    if (each.has('LANGUAGE') || type === 'VIDEO' || (type === 'AUDIO' && isAlone)) continue;
    note('HLS-214', uri, `no LANGUAGE`, `${type} ${each.get('NAME') ?? ''}`.trim());
  }
}
