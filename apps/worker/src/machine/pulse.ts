import { write } from 'node:fs';

/**
 * Gives the way to show whoever keeps this process running that its work goes on. One sign at a time, and by way of
 * the threads that files are read with: where those are all stuck, no work goes on either.
 *
 * @param fd descriptor that signs are written to; null: nobody listens
 */
export function createPulse(fd: number | null): () => void {
  let isWriting = false;
  return () => {
    if (fd === null || isWriting) return;
    isWriting = true;
    // When nobody listens any more, this process is about to end as well.
    write(fd, '.', () => (isWriting = false));
  };
}
