import type { Danmaku } from '@weireel/contract';
import { danmakuWindowMs } from '@weireel/contract/plain';
import { crossingMs } from './lanes.ts';

/** What is shown of one. */
export type DanmakuLine = Pick<Danmaku, 'id' | 'authorId' | 'atMs' | 'body' | 'mode' | 'colour'>;

/** What a track works with. */
export interface DanmakuTrackOptions {
  /** Reads a window. */
  load: (window: number) => Promise<readonly DanmakuLine[]>;
  /** Told when a window came. */
  onRead: () => void;
  /** Told why a window could not be read; it is asked for again when it is needed again. */
  onFailed: (error: unknown) => void;
}

/** What is said at the moments of one video, as far as it was read. */
export interface DanmakuTrack {
  /** Reads what the moment needs, and what comes next. */
  prepare(positionMs: number): void;
  /** Those that appear from a moment on and before another one, in the order of their moments. */
  between(fromMs: number, toMs: number): DanmakuLine[];
  /** All that were read, in the order of their moments. */
  all(): DanmakuLine[];
  /** Takes one in that was just said, by me or others. */
  add(line: DanmakuLine): void;
  /** Takes one out. */
  remove(id: string): void;
}

/** Ahead of the end of a window, the next one is read. */
const aheadMs = 10_000;
/** A window that could not be read is asked for again when so much more was watched. */
const retryMs = 3000;

/** A track of which nothing was read yet. */
export function createDanmakuTrack({ load, onRead, onFailed }: DanmakuTrackOptions): DanmakuTrack {
  /** Windows that were read, or asked for. */
  const known = new Set<number>();
  /** Where in the video a window was wanted when it could not be read. */
  const failedAtMs = new Map<number, number>();
  const lines = new Map<string, DanmakuLine>();
  // What was taken out while a window with it was on its way.
  const removed = new Set<string>();
  let sorted: DanmakuLine[] | null = null;

  const add = (line: DanmakuLine): void => {
    if (removed.has(line.id)) return;
    lines.set(line.id, line);
    sorted = null;
  };

  const all = (): DanmakuLine[] => {
    sorted ??= [...lines.values()].sort((a, b) => a.atMs - b.atMs);
    return sorted;
  };

  async function read(window: number, positionMs: number): Promise<void> {
    const failedMs = failedAtMs.get(window) ?? Number.NEGATIVE_INFINITY;
    if (window < 0 || known.has(window) || Math.abs(positionMs - failedMs) < retryMs) return;
    known.add(window);
    try {
      for (const line of await load(window)) add(line);
      onRead();
    } catch (error) {
      known.delete(window);
      failedAtMs.set(window, positionMs);
      onFailed(error);
    }
  }

  return {
    prepare(positionMs) {
      // What still crosses the picture may have begun in the window before.
      for (const ms of [positionMs, positionMs + aheadMs, positionMs - crossingMs]) {
        void read(Math.floor(ms / danmakuWindowMs), positionMs);
      }
    },
    between: (fromMs, toMs) => all().filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    all,
    add,
    remove(id) {
      removed.add(id);
      lines.delete(id);
      sorted = null;
    },
  };
}
