import type { Writable } from 'node:stream';

/** Writes bytes to a process as fast as it takes them, until they end or it takes no more. */
export async function writeInput(pipe: Writable, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    // Also called when the pipe breaks: the process has ended then, and says itself whether that was an error.
    await new Promise<void>((resolve) => pipe.write(chunk, () => resolve()));
    if (pipe.destroyed) return;
  }
  pipe.end();
}
