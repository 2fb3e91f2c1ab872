import type { OutgoingMessage } from 'node:http';
import type { ServedBlob } from './hot-blobs.ts';

/** One write for a usual segment; the kernel takes it from memory that the next answer uses again. */
const largeBytes = 1024 * 1024;
/** Answers that may hold a large piece of memory at once; slow clients beyond them get small ones. */
const largeCount = 32;
const smallBytes = 64 * 1024;

/** Writes blobs into answers through a few pieces of memory, which a stream for each answer would make anew. */
export interface BlobPump {
  /** Writes bytes `start` to `endExclusive` and ends the answer; resolves early when the client goes away. */
  pump(blob: ServedBlob, to: OutgoingMessage, range: { start: number; endExclusive: number }): Promise<void>;
}

/** Makes a pump for one server. */
export function createBlobPump(): BlobPump {
  const free: Uint8Array[] = [];
  let lent = 0;

  return {
    async pump(blob, to, { start, endExclusive }) {
      if (blob.bytes !== null) {
        to.end(blob.bytes.subarray(start, endExclusive));
        return;
      }
      const isLarge = endExclusive - start > smallBytes && lent < largeCount;
      const room = isLarge
        ? (free.pop() ?? Buffer.allocUnsafeSlow(largeBytes))
        : Buffer.allocUnsafe(smallBytes);
      if (isLarge) lent += 1;
      let isDone = false;
      try {
        for (let at = start; at < endExclusive;) {
          const piece = room.subarray(0, Math.min(room.length, endExclusive - at));
          const count = await blob.readInto(piece, at);
          // Shorter than it was a moment ago: the client must see an answer that breaks off.
          if (count < piece.length)
            throw new Error(`a blob of ${blob.sizeBytes} bytes ended at ${at + count}`);
          if (!(await isWritten(to, piece))) return;
          at += count;
        }
        to.end();
        isDone = true;
      } finally {
        if (isLarge) lent -= 1;
        // What a client left behind may still be read by the kernel: that memory is not used again.
        if (isLarge && isDone) free.push(room);
        if (!isDone) to.destroy();
      }
    },
  };
}

/** Writes a piece; false when the client went away before it was taken. */
function isWritten(to: OutgoingMessage, piece: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = (): void => resolve(false);
    to.once('close', onClose);
    to.write(piece, (error) => {
      to.off('close', onClose);
      resolve(!error);
    });
  });
}
