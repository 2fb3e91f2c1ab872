import type { DanmakuMode } from '@weireel/contract';

/** The room that danmaku have. */
export interface LaneRoom {
  /** Width of the picture, in pixels. */
  widthPx: number;
  /** Lanes of one's own height that fit into it; 0: nothing is shown. */
  laneCount: number;
  /** Least distance between two in one lane, in pixels. */
  gapPx: number;
}

/** One that wants a place. */
export interface Boarding {
  /** When it appears, in milliseconds of the video. */
  startMs: number;
  /** Its width as it is drawn, in pixels. */
  widthPx: number;
  /** How it crosses the picture, or stands on it. */
  mode: DanmakuMode;
}

/** Where one goes. */
export interface Berth {
  /** Lane from the top, from 0; one that stands at the bottom has the lowest lanes. */
  lane: number;
  /** How long it is to be seen, in milliseconds of the video. */
  durationMs: number;
}

/** Gives places to danmaku. */
export interface LaneAllocator {
  /** A place for one, in the order of their times; null: there is none, and it is left out. */
  place(boarding: Boarding): Berth | null;
  /** Everything is free again: the picture has another size, or another moment is shown. */
  clear(): void;
}

/** How long one crosses the picture, whatever its width: longer ones are faster. */
export const crossingMs = 8000;
/** How long one stands. */
export const standingMs = 4000;

interface Taken {
  startMs: number;
  widthPx: number;
}

/**
 * A room without danmaku. Everything is reckoned in time of the video, so that it holds while it is paused, at any
 * speed, and for whoever draws it. A lane takes a further one when the one before has come in whole, and will have left
 * before the further one, should that be faster, reaches the far edge: no two ever touch.
 */
export function createLanes({ widthPx: roomPx, laneCount, gapPx }: LaneRoom): LaneAllocator {
  const crossing: (Taken | undefined)[] = [];
  const standing: (number | undefined)[] = [];

  const speedOf = (widthPx: number): number => (roomPx + widthPx) / crossingMs;

  function isFree(lane: number, { startMs, widthPx }: Boarding): boolean {
    const before = crossing[lane];
    if (before === undefined) return true;
    const elapsedMs = startMs - before.startMs;
    // Times go forward; of what comes late, only as much as is still to be seen.
    if (elapsedMs >= crossingMs) return true;
    const tailPx = roomPx - speedOf(before.widthPx) * elapsedMs + before.widthPx;
    if (tailPx + gapPx > roomPx) return false;
    const arrivesMs = startMs + (roomPx - gapPx) / speedOf(widthPx);
    return arrivesMs >= before.startMs + crossingMs;
  }

  function stand(boarding: Boarding): Berth | null {
    for (let n = 0; n < laneCount; n += 1) {
      const lane = boarding.mode === 'top' ? n : laneCount - 1 - n;
      if ((standing[lane] ?? 0) > boarding.startMs) continue;
      standing[lane] = boarding.startMs + standingMs;
      return { lane, durationMs: standingMs };
    }
    return null;
  }

  return {
    place(boarding) {
      if (boarding.mode !== 'scroll') return stand(boarding);
      for (let lane = 0; lane < laneCount; lane += 1) {
        if (!isFree(lane, boarding)) continue;
        crossing[lane] = { startMs: boarding.startMs, widthPx: boarding.widthPx };
        return { lane, durationMs: crossingMs };
      }
      return null;
    },
    clear() {
      crossing.length = 0;
      standing.length = 0;
    },
  };
}
