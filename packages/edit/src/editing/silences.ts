import type { EditDocument, Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { isInTransition } from '../operations/timeline.ts';
import { localOf } from '../time/retime.ts';
import { exactFrameTicks, ceilDivide, floorDivide, ticksOfMs } from '../time/ticks.ts';
import type { Clip } from './clips.ts';
import { closesUp } from './project-edits.ts';
import type { HeardSound } from './survey.ts';

/** What counts as silence, and how much of it stays. */
export interface SilenceWish {
  /** The least that is cut out, in milliseconds, without what stays of it. */
  leastMs: number;
  /** What stays of it at each end, in milliseconds, so that words are not clipped. */
  paddingMs: number;
  /** What is quieter is silence, in decibels below full scale; null: as the source’s own loudness says. */
  belowDb: number | null;
}

/** As people talk: pauses of more than half a second are cut out, but for a breath. */
export const usualSilences: SilenceWish = { leastMs: 500, paddingMs: 100, belowDb: null };

/** A stretch of the timeline, in ticks. */
export interface TimelineStretch {
  /** Its first tick. */
  from: number;
  /** The first after it. */
  to: number;
}

/** Of all steps so many are quieter than what is said, and so many as quiet as the room. */
const [loudShare, quietShare] = [0.9, 0.1];
/** So far from the room’s noise to what is said, in its decibels, lies the bound between them. */
const boundShare = 0.35;
/** Words are no quieter below the loudest than this, in decibels. */
const mostBelowLoudDb = 40;
/** A click of less is part of a pause, in milliseconds. */
const leastWordMs = 60;

/** What is quieter is silence, in decibels below full scale: between the noise of a source’s room and what is said in it. */
export function silenceBound({ levels }: HeardSound): number {
  const sorted = [...levels].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 255) / 2;
  // Levels are below full scale: the loudest come first.
  const [loud, quiet] = [at(1 - loudShare), at(1 - quietShare)];
  return Math.min(quiet - boundShare * (quiet - loud), loud + mostBelowLoudDb);
}

/** Stretches of a clip in which nothing is said, in whole frames of the timeline, as they are to be cut out. */
export function silencesUnder(
  document: EditDocument,
  clip: Clip,
  heard: HeardSound,
  { leastMs, paddingMs, belowDb }: SilenceWish,
): TimelineStretch[] {
  const bound = 2 * (belowDb ?? silenceBound(heard));
  const isQuiet = [...heard.levels].map((level) => level > bound);
  const quiet = stretchesOf(isQuiet, Math.ceil(ticksOfMs(leastWordMs) / heard.stepTicks));
  const frame = exactFrameTicks(document.fps);
  const padding = ticksOfMs(paddingMs);
  return quiet.flatMap(({ from, to }): TimelineStretch[] => {
    const ends = [from, to].map((step) => localOf(clip, step * heard.stepTicks));
    if (ends[0] == null || ends[1] == null) return [];
    const [early, late] = [Math.min(ends[0], ends[1]), Math.max(ends[0], ends[1])];
    // Beyond the clip there is nothing that a word could be clipped of.
    const begin = early <= 0 ? 0 : early + padding;
    const end = late >= clip.duration ? clip.duration : late - padding;
    if (end - begin < Math.max(frame, ticksOfMs(leastMs))) return [];
    const first = ceilDivide(clip.start + begin, frame) * frame;
    const last = end === clip.duration ? clip.start + end : floorDivide(clip.start + end, frame) * frame;
    return first < last ? [{ from: Math.max(clip.start, first), to: last }] : [];
  });
}

/** Rows of quiet steps; one that is interrupted by less than so many is one. */
function stretchesOf(isQuiet: readonly boolean[], leastLoud: number): TimelineStretch[] {
  const stretches: TimelineStretch[] = [];
  for (let step = 0; step < isQuiet.length; step += 1) {
    if (isQuiet[step] !== true) continue;
    let to = step + 1;
    while (isQuiet[to] === true) to += 1;
    const last = stretches.at(-1);
    if (last !== undefined && step - last.to < leastLoud) last.to = to;
    else stretches.push({ from: step, to });
    step = to;
  }
  return stretches;
}

/**
 * What cuts stretches out of a clip, whose rest closes up where its track does. Nothing where they are all of it; what lies
 * within a transition stays.
 *
 * @param stretches in their order, on frames, within the clip
 */
export function cutOut(
  { document, track, clip }: { document: EditDocument; track: Track; clip: Clip },
  stretches: readonly TimelineStretch[],
  newId: () => string,
): Operation[] {
  const end = clip.start + clip.duration;
  const isAll = stretches.some(({ from, to }) => from <= clip.start && to >= end);
  if (isAll) return [];
  const isFree = (at: number) => !isInTransition(track, clip, at);
  const ripple = closesUp(document, track);
  // From the last to the first: what comes before stays where it is.
  return [...stretches].reverse().flatMap(({ from, to }): Operation[] => {
    if (!isFree(from) || !isFree(to)) return [];
    if (to >= end) return [{ kind: 'trimOut', item: clip.id, by: from - end, ripple }];
    if (from <= clip.start) return [{ kind: 'trimIn', item: clip.id, by: to - clip.start, ripple }];
    const [silent, rest] = [newId(), newId()];
    return [
      { kind: 'split', item: clip.id, at: to, newId: rest },
      { kind: 'split', item: clip.id, at: from, newId: silent },
      { kind: 'delete', item: silent, ripple },
    ];
  });
}
