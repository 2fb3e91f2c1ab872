import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { BlobFacts, OpenBlob } from './blob-store.ts';
import { contentTypeOf } from './content-types.ts';

/** Facts of a blob that is a file. */
export function describeFile(key: string, { size, mtimeMs }: Stats): BlobFacts {
  // A key is written once; size and time tell a restored file from another one all the same.
  const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
  return { sizeBytes: size, contentType: contentTypeOf(key), etag };
}

/** A blob read through its file's handle, which it closes. */
export function openBlob(file: FileHandle, facts: BlobFacts): OpenBlob {
  return {
    ...facts,
    async readInto(into, position) {
      let filled = 0;
      while (filled < into.length) {
        const { bytesRead } = await file.read(into, filled, into.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close: () => file.close(),
  };
}
