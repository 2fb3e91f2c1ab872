import type { FileSource } from '@weireel/client';
import { WeireelError } from '@weireel/contract/plain';

/** A file of the browser for the upload engine. */
export function browserFile(file: File): FileSource {
  return {
    name: file.name,
    sizeBytes: file.size,
    contentType: file.type,
    async read(start, endExclusive) {
      try {
        return new Uint8Array(await file.slice(start, endExclusive).arrayBuffer());
      } catch (cause) {
        // Browsers refuse to read a file that was moved or changed since it was chosen.
        throw new WeireelError('file_unreadable', { cause });
      }
    },
  };
}
