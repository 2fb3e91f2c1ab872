import type { DanmakuMode } from '@weireel/contract';
import type { DanmakuLine } from './danmaku-track.ts';
import type { DanmakuDensity } from './danmaku-wish.ts';
import { createLanes, crossingMs, standingMs } from './lanes.ts';

/** Where and when one is drawn. */
export interface DanmakuPlace {
  /** How it goes; one that would cross where nothing may move stands at the top. */
  mode: DanmakuMode;
  /** From the top of the room, in pixels. */
  topPx: number;
  /** From its left, in pixels; 0 for one that crosses. */
  leftPx: number;
  /** When it appears, in milliseconds of the video. */
  startMs: number;
  /** How long it is to be seen, in milliseconds of the video. */
  durationMs: number;
}

/** Gives danmaku their places in a room over a picture. */
export interface DanmakuPlacing {
  /** Measures the room, in pixels, and empties it; gives the size of letters. */
  measure(room: { widthPx: number; heightPx: number }, density: DanmakuDensity): number;
  /** Empties the room. */
  clear(): void;
  /**
   * A place for one, in the order of their times; null: there is none, or its time is over. One's own always has one,
   * and begins where it is seen though the picture stands.
   */
  place(
    line: Pick<DanmakuLine, 'atMs' | 'mode'>,
    at: { widthPx: number; positionMs: number; isOwn: boolean },
  ): DanmakuPlace | null;
}

const shareOf: Record<DanmakuDensity, number> = { few: 0.25, half: 0.5, full: 1 };
const gapPx = 24;
const ownAheadMs = 1200;

/**
 * A room without danmaku, of no size.
 *
 * @param isCalm whether nothing may move
 */
export function createDanmakuPlacing(isCalm: boolean): DanmakuPlacing {
  let room = { widthPx: 0, heightPx: 0, lanePx: 1, laneCount: 0 };
  let lanes = createLanes({ ...room, gapPx });

  const ownBerth = (mode: DanmakuMode) => ({
    lane: mode === 'bottom' ? Math.max(0, room.laneCount - 1) : 0,
    durationMs: mode === 'scroll' ? crossingMs : standingMs,
  });

  return {
    measure({ widthPx, heightPx }, density) {
      const fontPx = Math.round(Math.min(24, Math.max(15, heightPx / 26)));
      const lanePx = Math.round(fontPx * 1.5);
      const least = heightPx >= lanePx ? 1 : 0;
      const laneCount = Math.max(least, Math.floor((heightPx / lanePx) * shareOf[density]));
      room = { widthPx, heightPx, lanePx, laneCount };
      lanes = createLanes({ ...room, gapPx });
      return fontPx;
    },
    clear: () => lanes.clear(),
    place(line, { widthPx, positionMs, isOwn }) {
      const mode = isCalm && line.mode === 'scroll' ? 'top' : line.mode;
      // What comes late from others begins at the edge, and is not thrown into the picture.
      const startMs = isOwn ? positionMs - (mode === 'scroll' ? ownAheadMs : 0) : line.atMs;
      const berth = lanes.place({ startMs, widthPx, mode }) ?? (isOwn ? ownBerth(mode) : null);
      if (berth === null || positionMs - startMs >= berth.durationMs) return null;
      // Lanes of the bottom lie there, however few are used.
      const firstPx = mode === 'bottom' ? room.heightPx - room.laneCount * room.lanePx : 0;
      return {
        ...{ mode, startMs, durationMs: berth.durationMs, topPx: firstPx + berth.lane * room.lanePx },
        leftPx: mode === 'scroll' ? 0 : Math.max(0, (room.widthPx - widthPx) / 2),
      };
    },
  };
}
