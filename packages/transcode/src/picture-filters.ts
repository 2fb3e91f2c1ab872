import { type Colour, formatRational, toNumber, type VideoStream } from '@weireel/media';
import type { TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';
import { steadyFilters, storedSize, uprightFilters } from './steady-picture.ts';

const standardPrimaries = new Set(['bt709', 'smpte170m', 'bt470bg', 'smpte240m']);

/** Whether the colours reach beyond BT.709 (BT.2020, Display P3). Untagged ones do not. */
export function isWideGamut(colour: Colour): boolean {
  return colour.primaries !== null && !standardPrimaries.has(colour.primaries);
}

/**
 * Filters from the decoded picture to one of this size: progressive, square pixels, constant rate, BT.709
 * limited range, 4:2:0, upright. Scales first, because tone mapping and turning cost by the pixel. The input is to be
 * opened with `keptFilters`.
 */
export function pictureFilters(plan: TranscodePlan, size: Pick<Rung, 'widthPx' | 'heightPx'>): string[] {
  const { video, frameRate } = plan;
  const stored = storedSize(size, video.orientation);
  // Pictures that begin after the sound are held from the start, so that all renditions share their zero.
  const rate = `fps=${formatRational(frameRate)}:start_time=0`;
  const sourceRate = video.averageFrameRate ?? video.baseFrameRate;
  // Dropping frames before the scaler saves its work; doubling them after it does.
  const dropsFrames = sourceRate !== null && toNumber(sourceRate) > toNumber(frameRate) * 1.01;
  return [
    ...steadyFilters(video, plan.canChange),
    ...(dropsFrames ? [rate] : []),
    ...scaleFilters(video, stored.widthPx, stored.heightPx),
    ...uprightFilters(video.orientation),
    'setsar=1',
    ...(dropsFrames ? [] : [rate]),
    'setparams=range=limited:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ];
}

/** From the top rung to a lower one: colours are already right. */
export function downscaleFilter(rung: Rung): string {
  return `scale=${rung.widthPx}:${rung.heightPx}:flags=bicubic,setsar=1`;
}

function scaleFilters(video: VideoStream, width: number, height: number): string[] {
  if (video.hdr !== null || isWideGamut(video.colour)) return narrowingFilters(video, width, height);
  const { matrix, range } = yuvOf(video);
  const colours = `in_color_matrix=${matrix}:out_color_matrix=bt709:in_range=${range}:out_range=limited`;
  return [`scale=${width}:${height}:flags=bicubic:${colours}`, 'format=yuv420p'];
}

/**
 * Brings HDR and wide gamut to BT.709. HLG is made to look right on ordinary screens when its curve is read as the
 * usual one (ITU-R BT.2390), so only the gamut changes; going through linear light turned bright skies yellow. PQ
 * goes through linear light, against the 203 cd/m² white of ITU-R BT.2408, with highlights rolled off by a Möbius
 * curve.
 */
function narrowingFilters({ hdr, colour }: VideoStream, width: number, height: number): string[] {
  const scale = `zscale=w=${width}:h=${height}:filter=bicubic`;
  const base = { matrix: 'bt2020nc', primaries: 'bt2020' };
  if (hdr === 'pq' || hdr === 'dovi') {
    return [
      `${scale}:${zscaleInput(colour, { ...base, transfer: 'smpte2084' })}`,
      'zscale=transfer=linear:npl=203',
      'format=gbrpf32le',
      'zscale=primaries=bt709',
      'tonemap=tonemap=mobius:desat=0',
      `zscale=${asRgb}`,
      ...clippedRgb,
    ];
  }
  const input =
    hdr === 'hlg'
      ? zscaleInput({ ...colour, transfer: null }, { ...base, transfer: 'bt2020-10' })
      : zscaleInput(colour, { ...base, transfer: 'bt709' });
  return [`${scale}:${input}:primaries=bt709:${asRgb}`, ...clippedRgb];
}

/** What zscale makes of colours that reach beyond BT.709, before they are clipped. */
const asRgb = 'transfer=bt709:matrix=gbr:range=full';

/**
 * Clips each part of RGB, as a screen would, and makes it YUV. Straight to YUV, zscale goes on below black by the
 * mirrored curve, which the chroma of 8 bits has no room for: a full red of BT.2020 was a dark one.
 */
const clippedRgb = ['format=gbrp10le', 'zscale=matrix=bt709:range=limited', 'format=yuv420p'];

function zscaleInput(
  colour: Colour,
  fallback: { matrix: string; transfer: string; primaries: string },
): string {
  const range = colour.range === 'pc' ? 'full' : 'limited';
  const known = (value: string | null, otherwise: string) =>
    value !== null && zscaleNames.has(value) ? value : otherwise;
  return [
    `matrixin=${known(colour.matrix, fallback.matrix)}`,
    `transferin=${known(colour.transfer, fallback.transfer)}`,
    `primariesin=${known(colour.primaries, fallback.primaries)}`,
    `rangein=${range}`,
  ].join(':');
}

/** Tags that zscale knows by FFmpeg's names. */
const zscaleNames = new Set([
  ...['bt709', 'bt2020nc', 'bt2020c', 'bt2020', 'bt2020-10', 'bt2020-12', 'smpte170m', 'bt470bg'],
  ...['smpte2084', 'iec61966-2-1', 'smpte431', 'smpte432'],
]);

/** How a picture's numbers mean colours, by the names of the `scale` filter. */
export interface YuvKind {
  /** Weights of red, green and blue. */
  matrix: 'bt601' | 'bt709';
  /** Whether black is 16 or 0. */
  range: 'limited' | 'full';
}

/** How the numbers of an ordinary picture mean colours: as it says, else as players guess. */
export function yuvOf(video: VideoStream): YuvKind {
  return { matrix: isBt601(video) ? 'bt601' : 'bt709', range: isFullRange(video) ? 'full' : 'limited' };
}

function isFullRange({ colour, pixelFormat }: VideoStream): boolean {
  return colour.range === 'pc' || (colour.range === null && pixelFormat?.startsWith('yuvj') === true);
}

/** Untagged pictures up to 576 lines are taken for BT.601, as players do. */
function isBt601({ colour, codedWidthPx, codedHeightPx }: VideoStream): boolean {
  const tagged = colour.matrix ?? colour.primaries;
  if (tagged !== null) return tagged === 'smpte170m' || tagged === 'bt470bg';
  return Math.min(codedWidthPx, codedHeightPx) <= 576;
}
