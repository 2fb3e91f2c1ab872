import { measureBitrates } from '../packager/measure-bitrates.ts';
import { displayedSize } from '../packager/displayed-size.ts';
import type { ParsedVariant } from '../playlist/parse-playlist.ts';
import { videoRange } from './check-init.ts';
import { codecsOf, variantName } from './check-multivariant.ts';
import type { Note } from './findings.ts';
import type { Rendition } from './read-rendition.ts';
import { frameRates } from './rendition-times.ts';

/** How far declared bit rates may be from the measured ones. */
const bitrateTolerance = 0.1;
const frameRateTolerance = 0.01;
const highestPeakRatio = 2;

/** Checks what a variant says against the bytes of its rendition and of the sound that belongs to it. */
export function checkVariant(
  uri: string,
  variant: ParsedVariant,
  rendition: Rendition,
  sound: readonly Rendition[],
  note: Note,
): void {
  const where = variantName(variant);
  const say: SayOf = (rule, found) => note(rule, uri, found, where);
  checkBitrates(variant, rendition, sound, say);
  checkCodecs(variant, rendition, sound, say);
  checkPicture(variant, rendition, say);
}

type SayOf = (rule: Parameters<Note>[0], found: string) => void;

function checkBitrates(
  variant: ParsedVariant,
  rendition: Rendition,
  sound: readonly Rendition[],
  say: SayOf,
): void {
  const isComplete = [rendition, ...sound].every(
    ({ sizes, playlist }) => sizes.length === playlist.segments.length && sizes.length > 0,
  );
  if (!isComplete) return;
  const rates = ({ sizes, playlist }: Rendition) => measureBitrates(sizes, playlist.targetDurationSeconds);
  const own = rates(rendition);
  const heard = sound.map(rates);
  const largest = (values: number[]) => values.reduce((most, value) => Math.max(most, value), 0);
  const compare = (rule: 'HLS-201' | 'HLS-202', name: string, measured: number) => {
    const declared = variant.attributes.get(name);
    if (declared === undefined) return;
    if (!(Math.abs(Number(declared) / measured - 1) <= bitrateTolerance)) {
      say(rule, `${name}=${declared}, measured ${measured}`);
    }
  };
  // Any sound of the group may play beside the picture: the largest counts.
  const peak = own.peakBitrateBps + largest(heard.map(({ peakBitrateBps }) => peakBitrateBps));
  compare('HLS-201', 'BANDWIDTH', peak);
  const average = own.averageBitrateBps + largest(heard.map(({ averageBitrateBps }) => averageBitrateBps));
  compare('HLS-202', 'AVERAGE-BANDWIDTH', average);
  if (peak > average * highestPeakRatio) say('HLS-218', `${peak} against ${average} bit/s`);
}

function checkCodecs(
  variant: ParsedVariant,
  { init }: Rendition,
  sound: readonly Rendition[],
  say: SayOf,
): void {
  const declared = codecsOf(variant);
  if (init === null || declared.length === 0) return;
  const real = [init, ...sound.flatMap((each) => (each.init === null ? [] : [each.init]))]
    .flatMap(({ tracks }) => tracks)
    // The pictures of an I-frame variant come without sound.
    .filter(({ kind }) => !variant.isIFramesOnly || kind === 'video')
    .map(({ codec }) => codec);
  // Of codecs other than H.264 and AAC only the first four characters are read from the file.
  const agree = (one: string, other: string) =>
    one.toLowerCase() === other.toLowerCase() || (other.length === 4 && one.startsWith(other));
  const missing = real.filter((codec) => !declared.some((each) => agree(each, codec)));
  const needless = declared.filter(
    (codec) => !/^(wvtt|stpp)/.test(codec) && !real.some((each) => agree(codec, each)),
  );
  if (missing.length > 0 || needless.length > 0) {
    say('HLS-204', `${declared.join(',')} instead of ${[...new Set(real)].join(',')}`);
  }
}

function checkPicture(variant: ParsedVariant, rendition: Rendition, say: SayOf): void {
  const picture = rendition.init?.video?.picture ?? null;
  const { attributes } = variant;
  const resolution = attributes.get('RESOLUTION');
  if (picture !== null && resolution !== undefined) {
    const { widthPx, heightPx } = displayedSize(picture);
    if (resolution !== `${widthPx}x${heightPx}`)
      say('HLS-205', `${resolution}, shown ${widthPx}x${heightPx}`);
  }
  const rates = frameRates(rendition);
  const declared = attributes.get('FRAME-RATE');
  if (rates !== null && declared !== undefined && !variant.isIFramesOnly) {
    const isTooLow = Number(declared) < rates.average * (1 - frameRateTolerance);
    // The RFC wants the highest rate, where pictures come unevenly.
    const isTooHigh = Number(declared) > rates.highest * (1 + frameRateTolerance);
    if (isTooLow || isTooHigh) say('HLS-206', `FRAME-RATE=${declared}, measured ${rates.average.toFixed(3)}`);
  }
  if (rendition.sps !== null) {
    const range = attributes.get('VIDEO-RANGE') ?? 'SDR';
    const real = videoRange(rendition.sps.colour?.transfer);
    if (range !== real) say('HLS-211', `${range} instead of ${real}`);
  }
}
