import { Worker } from 'node:worker_threads';
import type { Drawing, DrawingFiles, MovingWish, Raster } from '@weireel/render';
import type { DrawingAnswer, DrawingRequest } from './draw-thread.ts';

/** Draws what people have written. */
export interface DrawingThread {
  /** Draws, with all files that this needs (default: none); null: nothing is seen of it. Rejects when it takes too long or cannot be drawn. */
  draw: (drawing: Drawing, files?: DrawingFiles) => Promise<Raster | null>;
  /** Draws the pictures of what moves as PNG files; rejects as `draw` does. */
  drawMoving: (moving: MovingWish) => Promise<Uint8Array[]>;
  /** Ends the thread, and all that it is asked for. */
  close: () => Promise<void>;
}

/** Nothing that may be asked for takes so long, on a slow machine too. */
const usualLimitMs = 120_000;
/** Of what JavaScript holds beside pictures and fonts. */
const heapMb = 512;

/**
 * A thread of its own for drawing, which begins with the first drawing: text of strangers can neither hold up the worker
 * nor, when it takes for ever, outlive its limit.
 *
 * @param limitMs how long a drawing may take. Default: longer than any needs
 */
export function openDrawingThread(limitMs = usualLimitMs): DrawingThread {
  let thread: Worker | null = null;
  let count = 0;
  const waiting = new Map<
    number,
    { resolve: (drawn: DrawingAnswer['drawn']) => void; reject: (error: Error) => void }
  >();
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./draw-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    started.on('message', ({ id, drawn, failure }: DrawingAnswer) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (failure === null) asked?.resolve(drawn);
      else asked?.reject(new Error(`this could not be drawn: ${failure}`));
    });
    started.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => fail(new Error('the thread that draws has ended')));
    return started;
  };
  const close = async (): Promise<void> => {
    const ending = thread;
    thread = null;
    await ending?.terminate();
  };
  async function ask(wish: DrawingRequest['wish']): Promise<DrawingAnswer['drawn']> {
    const id = count;
    count += 1;
    const answer = new Promise<DrawingAnswer['drawn']>((resolve, reject) =>
      waiting.set(id, { resolve, reject }),
    );
    thread ??= start();
    const request: DrawingRequest = { id, wish };
    thread.postMessage(request);
    const timer = setTimeout(() => void close(), limitMs);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    close,
    async draw(drawing, files = {}) {
      const drawn = await ask({ drawing, files });
      return Array.isArray(drawn) ? null : drawn;
    },
    async drawMoving(moving) {
      const drawn = await ask({ moving });
      return Array.isArray(drawn) ? drawn : [];
    },
  };
}
