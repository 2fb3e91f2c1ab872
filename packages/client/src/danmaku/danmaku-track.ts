import type { Danmaku } from '@weireel/contract';
import { danmakuFreshMs, danmakuWindowMs } from '@weireel/contract/plain';
import { crossingMs } from './lanes.ts';

/** What is shown of one. */
export type DanmakuLine = Pick<Danmaku, 'id' | 'authorId' | 'atMs' | 'body' | 'mode' | 'colour'>;

/** What a track works with. */
export interface DanmakuTrackOptions {
  /** Reads a window. */
  load: (window: number) => Promise<readonly DanmakuLine[]>;
  /** Told when a window came with what was not known yet. */
  onRead: () => void;
  /** Told why a window could not be read; it is asked for again when it is needed again. */
  onFailed: (error: unknown) => void;
  /** Does something after so many milliseconds; gives the way to do without. */
  after: (ms: number, act: () => void) => () => void;
}

/** What is said at the moments of one video, as far as it was read. */
export interface DanmakuTrack {
  /** Reads what the moment needs, and what comes next. */
  prepare(positionMs: number): void;
  /**
   * From now on others are heard, for the first time or again: what they said since a window was read and until now,
   * nobody has told. So it is read once more, as soon as an answer is surely newer than this.
   */
  heard(): void;
  /** Those that appear from a moment on and before another one, in the order of their moments. */
  between(fromMs: number, toMs: number): DanmakuLine[];
  /** All that were read, in the order of their moments. */
  all(): DanmakuLine[];
  /** Takes one in that was just said, by me or others. */
  add(line: DanmakuLine): void;
  /** Takes one out. */
  remove(id: string): void;
  /** Reads nothing anew any more. */
  close(): void;
}

/** Ahead of the end of a window, the next one is read. */
const aheadMs = 10_000;
/** A window that could not be read is asked for again when so much more was watched. */
const retryMs = 3000;

/** A track of which nothing was read yet. */
export function createDanmakuTrack({ load, onRead, onFailed, after }: DanmakuTrackOptions): DanmakuTrack {
  /** Windows that were read, or asked for. */
  const known = new Set<number>();
  /** Where in the video a window was wanted when it could not be read. */
  const failedAtMs = new Map<number, number>();
  const lines = new Map<string, DanmakuLine>();
  // What was taken out while a window with it was on its way.
  const removed = new Set<string>();
  let sorted: DanmakuLine[] | null = null;
  let shownMs: number | null = null;
  let forgo = (): void => {};

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
      const news = (await load(window)).filter(({ id }) => !lines.has(id) && !removed.has(id));
      for (const line of news) add(line);
      if (news.length > 0) onRead();
    } catch (error) {
      known.delete(window);
      failedAtMs.set(window, positionMs);
      onFailed(error);
    }
  }

  function prepare(positionMs: number): void {
    shownMs = positionMs;
    // What still crosses the picture may have begun in the window before.
    for (const ms of [positionMs, positionMs + aheadMs, positionMs - crossingMs]) {
      void read(Math.floor(ms / danmakuWindowMs), positionMs);
    }
  }

  return {
    prepare,
    heard() {
      forgo();
      forgo = after(danmakuFreshMs, () => {
        known.clear();
        if (shownMs !== null) prepare(shownMs);
      });
    },
    close: () => forgo(),
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
