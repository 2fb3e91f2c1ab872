import type { CancelSignal } from '@weireel/contract';
import type { Clock } from './upload/ports.ts';

/** How an answer is waited for that the server is still working at. */
export interface AskAgainOptions<T> {
  /** Time. */
  clock: Clock;
  /** Ends the waiting. */
  signal: CancelSignal;
  /** The pause before the first look, and the longest one: each is half as long again as the one before. */
  pause: { firstMs: number; longestMs: number };
  /** No look is begun after this time. */
  patienceMs: number;
  /** Whether there is still something to wait for. */
  isOpen: (answer: T) => boolean;
  /** Looks. */
  ask: () => Promise<T>;
}

/** Looks again and again until an answer is final, waiting was ended, or patience is; gives the last answer. Rejects as looks do. */
export async function askAgain<T>(first: T, options: AskAgainOptions<T>): Promise<T> {
  const { clock, signal, pause, patienceMs, isOpen, ask } = options;
  const untilMs = clock.now() + patienceMs;
  let answer = first;
  for (let pauseMs = pause.firstMs; isOpen(answer); pauseMs *= 1.5) {
    if (signal.aborted || clock.now() >= untilMs) break;
    await clock.sleep(Math.min(pauseMs, pause.longestMs), signal);
    answer = await ask();
  }
  return answer;
}
