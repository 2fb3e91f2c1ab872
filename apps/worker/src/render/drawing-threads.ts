import { openDrawingThread, type DrawingThread } from './drawing-thread.ts';

/** Threads that draw, one for each work at a time. */
export interface DrawingThreads {
  /** Gives a thread of its own to a work. */
  use<T>(work: (drawing: DrawingThread) => Promise<T>): Promise<T>;
}

/** A thread that nobody has used for so long is ended: it holds fonts, and pictures as large as its largest. */
const idleMs = 60_000;
/** Threads that wait for the next work. */
const mostSpare = 2;

/**
 * Keeps threads for a while, since to begin one takes longer than most drawings. No work shares one with another that
 * runs: what one person's text does to a thread is none of the others' business.
 */
export function createDrawingThreads(): DrawingThreads {
  const spare: { thread: DrawingThread; timer: NodeJS.Timeout }[] = [];
  const take = (): DrawingThread => {
    const kept = spare.pop();
    if (kept === undefined) return openDrawingThread();
    clearTimeout(kept.timer);
    return kept.thread;
  };
  const keep = async (thread: DrawingThread): Promise<void> => {
    if (spare.length >= mostSpare) return thread.close();
    const timer = setTimeout(() => {
      spare.splice(
        spare.findIndex((each) => each.thread === thread),
        1,
      );
      void thread.close();
    }, idleMs);
    spare.push({ thread, timer: timer.unref() });
  };
  return {
    async use(work) {
      const thread = take();
      try {
        const done = await work(thread);
        await keep(thread);
        return done;
      } catch (error) {
        // It may still be at what its work has given up.
        await thread.close();
        throw error;
      }
    },
  };
}
