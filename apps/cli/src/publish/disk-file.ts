import { open, type FileHandle } from 'node:fs/promises';
import type { FileSource } from '@weireel/client';
import type { FoundFile } from './gather-files.ts';

/** A file on disk, open from its first read until it is closed. */
export interface DiskFile extends FileSource {
  /** Lets go of the file. */
  close(): Promise<void>;
}

/** A file on disk as a source of bytes; it is not opened before it is read. */
export function createDiskFile({ path, name, sizeBytes }: FoundFile): DiskFile {
  let handle: Promise<FileHandle> | undefined;
  return {
    name,
    sizeBytes,
    async read(start, endExclusive) {
      handle ??= open(path, 'r');
      const file = await handle;
      const bytes = new Uint8Array(endExclusive - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    async close() {
      const opened = handle;
      handle = undefined;
      // When opening failed, reading has told already.
      await opened?.then((file) => file.close()).catch(() => undefined);
    },
  };
}
