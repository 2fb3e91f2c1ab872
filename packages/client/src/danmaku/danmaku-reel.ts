import type { DanmakuLine, DanmakuTrack } from './danmaku-track.ts';
import { crossingMs } from './lanes.ts';

/** Tells which danmaku are due while a video goes on. */
export interface DanmakuReel {
  /** Another moment is shown: those that are to be seen there. */
  restart(positionMs: number): DanmakuLine[];
  /** The video has gone on: those that are due since the last time. */
  due(positionMs: number): DanmakuLine[];
  /** Those of before that are still to be seen: some of them may have come late. */
  recent(positionMs: number): DanmakuLine[];
  /** Whether one was due already, and is still to be seen. */
  isRecent(line: DanmakuLine, positionMs: number): boolean;
}

/** Of what appears so soon, the animation is made now: it waits at the edge by itself. */
const aheadMs = 700;

/** A reel at the beginning of a track. */
export function createDanmakuReel({ between }: Pick<DanmakuTrack, 'between'>): DanmakuReel {
  let untilMs = 0;

  function due(positionMs: number): DanmakuLine[] {
    const fromMs = untilMs;
    if (positionMs + aheadMs <= fromMs) return [];
    untilMs = positionMs + aheadMs;
    return between(fromMs, untilMs);
  }

  return {
    restart(positionMs) {
      untilMs = positionMs - crossingMs;
      return due(positionMs);
    },
    due,
    recent: (positionMs) => between(positionMs - crossingMs, untilMs),
    isRecent: ({ atMs }, positionMs) => atMs < untilMs && atMs > positionMs - crossingMs,
  };
}
