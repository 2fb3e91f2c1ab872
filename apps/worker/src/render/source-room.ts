import { link, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps sources that were opened a moment ago: while somebody edits, the same are needed again and again. */
export interface SourceRoom {
  /** Puts a source's picture or sound into a file. Answers how many frames it has; null: it is not kept, and the file not written. */
  take(name: string, path: string): Promise<number | null>;
  /** Keeps what is in a file, which nobody may change any more. */
  keep(name: string, path: string, frames: number): Promise<void>;
}

/** A source that nobody has used for so long is let go: of a deleted video nothing is left after a minute. */
const keptMs = 40_000;
/** More is not kept at once: the least lately used go first. */
const mostBytes = 2 * 2 ** 30;

interface KeptSource {
  path: string;
  frames: number;
  sizeBytes: number;
  timer: NodeJS.Timeout;
}

/** A room in a folder of the worker's own, which is made when it is needed. */
export function createSourceRoom(folder: string): SourceRoom {
  const kept = new Map<string, KeptSource>();
  const letGo = async (name: string): Promise<void> => {
    const source = kept.get(name);
    if (source === undefined) return;
    kept.delete(name);
    clearTimeout(source.timer);
    await rm(source.path, { force: true });
  };
  const timerOf = (name: string) => setTimeout(() => void letGo(name), keptMs).unref();
  return {
    async take(name, path) {
      const source = kept.get(name);
      if (source === undefined) return null;
      await link(source.path, path);
      clearTimeout(source.timer);
      source.timer = timerOf(name);
      // The latest is the last.
      kept.delete(name);
      kept.set(name, source);
      return source.frames;
    },
    async keep(name, path, frames) {
      const own = join(folder, name);
      if (kept.has(name)) return;
      const { size: sizeBytes } = await stat(path);
      kept.set(name, { path: own, frames, sizeBytes, timer: timerOf(name) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rm(own, { force: true });
      await link(path, own);
      let bytes = [...kept.values()].reduce((sum, source) => sum + source.sizeBytes, 0);
      for (const [oldest, source] of kept) {
        if (bytes <= mostBytes) break;
        bytes -= source.sizeBytes;
        await letGo(oldest);
      }
    },
  };
}
