import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

const keptTailLength = 4000;

/** A log file fed by a stream. */
export interface BoundedLog {
  /** The last few thousand characters. */
  tail(): string;
  /** Resolves when the stream has ended and everything is written; never rejects. */
  finished: Promise<void>;
}

/**
 * Writes a stream to a file that never grows beyond `maxBytes`; what was there before is kept beside it as
 * `<path>.1`, so that the two together hold the recent past. A full disk loses lines, never the stream: a
 * program whose output nobody reads would come to a halt.
 */
export function keepLog(stream: Readable, path: string, maxBytes: number): BoundedLog {
  const file = new BoundedFile(path, maxBytes);
  let tail = '';
  async function drain(): Promise<void> {
    for await (const chunk of stream.setEncoding('utf8')) {
      const text = String(chunk);
      tail = (tail + text).slice(-keptTailLength);
      await file.append(Buffer.from(text));
    }
    await file.close();
  }
  // A pipe that breaks ends the log as well as one that is closed.
  return { tail: () => tail, finished: drain().catch(() => file.close()) };
}

class BoundedFile {
  readonly #path: string;
  readonly #maxBytes: number;
  #handle: FileHandle | null = null;
  #sizeBytes = 0;

  constructor(path: string, maxBytes: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      this.#handle ??= await this.#open();
      if (this.#sizeBytes + bytes.length > this.#maxBytes) {
        await this.close();
        await rename(this.#path, `${this.#path}.1`);
        this.#handle = await this.#open();
      }
      await this.#handle.write(bytes);
      this.#sizeBytes += bytes.length;
    } catch {
      // The disk is full or the folder is gone; the next line tries again from the beginning.
      await this.close();
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true });
    const handle = await open(this.#path, 'a', 0o600);
    this.#sizeBytes = (await handle.stat()).size;
    return handle;
  }
}
