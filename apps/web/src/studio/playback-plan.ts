import {
  assetOf,
  endOf,
  exactFrameTicks,
  isReversed,
  localOf,
  sourceAt,
  sourceFrameAt,
  speedAt,
  ticksPerSecond,
  type EditDocument,
  type Track,
} from '@weireel/edit';
import { asClip, assetIdOf, type Clip } from '@weireel/edit/editing';

/** A stretch of the timeline that is played from one source without a break. */
export interface PlaySpan {
  /** The clip. */
  clip: Clip;
  /** Its source in the library; null: it is of no library. */
  assetId: string | null;
  /** Where it begins, in ticks. */
  start: number;
  /** The first tick after it. */
  end: number;
  /** How many times as fast a player has to play its source; null: no player can, it is shown frame by frame. */
  rate: number | null;
}

/** What browsers play at all. */
const rateLimits = { min: 0.0625, max: 16 } as const;

/** What a track plays, in order. */
export function playSpans(document: EditDocument, track: Track): PlaySpan[] {
  return track.items.flatMap((item) => {
    const clip = asClip(item);
    if (clip === null || clip.disabled === true) return [];
    const { start } = clip;
    return [{ clip, assetId: assetIdOf(document, clip), start, end: endOf(clip), rate: rateOf(clip) }];
  });
}

/** The stretch at a time, and the one after it; null: there is none. */
export function spansAt(
  spans: readonly PlaySpan[],
  at: number,
): { now: PlaySpan | null; next: PlaySpan | null } {
  const now = spans.find(({ start, end }) => start <= at && at < end) ?? null;
  const next = spans.find(({ start }) => start > at) ?? null;
  return { now, next };
}

/**
 * Where in its source a player stands so that it shows what the evaluator says for a time, in seconds: the middle of
 * that frame, so that no rounding leads to another.
 */
export function seekSeconds(document: EditDocument, { clip }: PlaySpan, at: number): number {
  const asset = assetOf(document, clip.asset);
  if (asset?.kind !== 'video') return sourceAt(clip, at - clip.start) / ticksPerSecond;
  const frame = sourceFrameAt(clip, asset, at - clip.start);
  return ((frame + 0.5) * asset.fps.den) / asset.fps.num;
}

/** The time of the timeline, in ticks, at which a player of a source is at so many seconds. */
export function timelineOf({ clip, start }: PlaySpan, sourceSeconds: number): number {
  return start + (localOf(clip, Math.round(sourceSeconds * ticksPerSecond)) ?? 0);
}

/** The number of the output’s frame that is shown at a time, and the time at which it begins. */
export function frameAt({ fps }: EditDocument, at: number): { number: number; start: number } {
  const length = exactFrameTicks(fps);
  const number = Math.max(0, Math.floor(at / length));
  return { number, start: number * length };
}

function rateOf(clip: Clip): number | null {
  if (clip.retime?.kind === 'freeze' || clip.retime?.kind === 'curve' || isReversed(clip)) return null;
  const rate = speedAt(clip, 0);
  return rate >= rateLimits.min && rate <= rateLimits.max ? rate : null;
}
