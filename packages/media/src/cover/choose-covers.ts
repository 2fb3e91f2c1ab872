import {
  measurePicture,
  pictureDistance,
  type PictureMeasures,
  type PlanarPicture,
} from './measure-picture.ts';

/** When pictures are looked at for a cover. */
export interface CoverSampling {
  /** Distance between two pictures in milliseconds; the first is at 0. */
  intervalMs: number;
  /** Number of pictures. */
  count: number;
}

/** A picture that would make a cover. */
export interface CoverCandidate {
  /** Where in the clip, in milliseconds. */
  atMs: number;
  /** How good it is, from 0 to 1. */
  score: number;
  /** The picture itself. */
  picture: PlanarPicture;
}

/** Looks at the pictures of a clip in their order and remembers the good ones. */
export interface CoverPicker {
  /** Looks at a picture; keeps its bytes, which must not be changed afterwards. */
  add(atMs: number, picture: PlanarPicture): void;
  /**
   * The best pictures, at most six, in the order of time: none empty unless all are, and no two alike. Empty only
   * when nothing was added.
   */
  choose(): CoverCandidate[];
  /** When the first picture is shown that is not empty; 0 when all are. */
  firstPictureMs(): number;
}

const mostCandidates = 6;
/** Short clips are looked at four times a second, long ones at most this often altogether. */
const mostSamples = 240;
const shortestIntervalMs = 250;
/** The best of each of these parts of the clip is remembered. */
const parts = 24;
/** Pictures closer than this are taken for the same. */
const leastDistance = 0.02;
/** From here on being different earns no more. */
const fullDistance = 0.12;

/** When to look at a clip of this length. */
export function planCoverSampling(durationMs: number): CoverSampling {
  const intervalMs = Math.max(shortestIntervalMs, Math.ceil(durationMs / mostSamples));
  return { intervalMs, count: Math.max(1, Math.min(mostSamples, Math.ceil(durationMs / intervalMs))) };
}

interface Seen extends CoverCandidate {
  measures: PictureMeasures;
}

/** A picker for a clip of this length. Holds at most 24 pictures at once. */
export function createCoverPicker(durationMs: number): CoverPicker {
  const best = new Map<number, Seen>();
  let firstMs: number | null = null;
  return {
    add(atMs, picture) {
      const measures = measurePicture(picture);
      if (!measures.isEmpty) firstMs ??= atMs;
      const part = Math.min(parts - 1, Math.floor((atMs / Math.max(1, durationMs)) * parts));
      const former = best.get(part);
      if (former && former.score >= measures.score) return;
      best.set(part, { atMs, score: measures.score, picture, measures });
    },
    choose() {
      const seen = [...best.values()];
      const full = seen.filter(({ measures }) => !measures.isEmpty);
      const chosen = full.length > 0 ? chooseDifferent(full, durationMs) : seen.slice(0, 1);
      return chosen
        .toSorted((a, b) => a.atMs - b.atMs)
        .map(({ atMs, score, picture }) => ({ atMs, score, picture }));
    },
    firstPictureMs: () => firstMs ?? 0,
  };
}

/** The best one first; then always the one that is best for being good, unlike the others and far from them. */
function chooseDifferent(seen: readonly Seen[], durationMs: number): Seen[] {
  const chosen: Seen[] = [];
  let left = [...seen];
  while (chosen.length < mostCandidates && left.length > 0) {
    const valued = left.map((one) => ({ one, value: one.score * novelty(one, chosen, durationMs) }));
    const top = valued.reduce((a, b) => (b.value > a.value ? b : a)).one;
    chosen.push(top);
    left = left.filter(
      (one) => one !== top && pictureDistance(one.measures.grid, top.measures.grid) >= leastDistance,
    );
  }
  return chosen;
}

function novelty(one: Seen, chosen: readonly Seen[], durationMs: number): number {
  return chosen.reduce((least, other) => {
    const distance = pictureDistance(one.measures.grid, other.measures.grid) / fullDistance;
    const gap = (Math.abs(one.atMs - other.atMs) / Math.max(1, durationMs)) * mostCandidates;
    return Math.min(least, (0.2 + 0.8 * Math.min(1, distance)) * (0.4 + 0.6 * Math.min(1, gap)));
  }, 1);
}
