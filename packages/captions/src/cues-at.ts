import type { Cue } from './cue.ts';

/** More than this many at once cover the picture, and nobody reads them. */
const mostAtOnce = 4;

/** The cues that are shown at a moment, in their order; of very many, those that began last. */
export function cuesAt<T extends Pick<Cue, 'startMs' | 'endMs'>>(cues: readonly T[], atMs: number): T[] {
  return cues.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs).slice(-mostAtOnce);
}

/** When other cues are shown than at a moment; null: never. */
export function nextChangeMs(cues: readonly Pick<Cue, 'startMs' | 'endMs'>[], atMs: number): number | null {
  let next = Infinity;
  for (const { startMs, endMs } of cues) {
    if (startMs > atMs) next = Math.min(next, startMs);
    else if (endMs > atMs) next = Math.min(next, endMs);
  }
  return next === Infinity ? null : next;
}
