import { link, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps sources that were opened a moment ago: while somebody edits, the same are needed again and again. */
export interface SourceRoom {
  /** Puts a source into a file. Answers how many frames it has; null: it is not kept, and the file not written. */
  take(sha256: string, path: string): Promise<number | null>;
  /** Keeps what is in a file, which nobody may change any more. */
  keep(sha256: string, path: string, frames: number): Promise<void>;
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
  const letGo = async (sha256: string): Promise<void> => {
    const source = kept.get(sha256);
    if (source === undefined) return;
    kept.delete(sha256);
    clearTimeout(source.timer);
    await rm(source.path, { force: true });
  };
  const timerOf = (sha256: string) => setTimeout(() => void letGo(sha256), keptMs).unref();
  return {
    async take(sha256, path) {
      const source = kept.get(sha256);
      if (source === undefined) return null;
      await link(source.path, path);
      clearTimeout(source.timer);
      source.timer = timerOf(sha256);
      // The latest is the last.
      kept.delete(sha256);
      kept.set(sha256, source);
      return source.frames;
    },
    async keep(sha256, path, frames) {
      const own = join(folder, `${sha256}.mp4`);
      if (kept.has(sha256)) return;
      const { size: sizeBytes } = await stat(path);
      kept.set(sha256, { path: own, frames, sizeBytes, timer: timerOf(sha256) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rm(own, { force: true });
      await link(path, own);
      let bytes = [...kept.values()].reduce((sum, source) => sum + source.sizeBytes, 0);
      for (const [name, source] of kept) {
        if (bytes <= mostBytes) break;
        bytes -= source.sizeBytes;
        await letGo(name);
      }
    },
  };
}
