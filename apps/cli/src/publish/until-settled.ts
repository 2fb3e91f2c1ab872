import type { FileUploadSnapshot, Uploader } from '@weireel/client';

/** Waits for the end of an upload; null when the person interrupts it. */
export function untilSettled(
  uploader: Uploader,
  id: string,
  interrupted: AbortSignal,
): Promise<FileUploadSnapshot | null> {
  return new Promise((resolve) => {
    const stop = () => {
      uploader.pause(id);
      resolve(null);
    };
    if (interrupted.aborted) return stop();
    interrupted.addEventListener('abort', stop, { once: true });
    void uploader.settled(id).then(resolve);
  });
}
