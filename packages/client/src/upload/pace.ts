import { TransportError } from '../transport.ts';

/** Lets parts out: as many at once as the line carries. */
export type Pace = <T>(send: () => Promise<T>) => Promise<T>;

const answersUntilMore = 16;

/**
 * At most `most` at once. After a part to which no answer came, one at a time: where a platform gives each request its
 * time, parts that share a slow line would all run out of it, and be begun again for ever. One more after every 16
 * answers in a row.
 */
export function createPace(most: number): Pace {
  const waiting: (() => void)[] = [];
  let limit = most;
  let running = 0;
  let answers = 0;

  function letOut(): void {
    for (; running < limit; running += 1) {
      const next = waiting.shift();
      if (next === undefined) return;
      next();
    }
  }

  return async (send) => {
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    letOut();
    await turn;
    try {
      const answer = await send();
      answers += 1;
      if (answers % answersUntilMore === 0) limit = Math.min(most, limit + 1);
      return answer;
    } catch (error) {
      if (error instanceof TransportError) {
        limit = 1;
        answers = 0;
      }
      throw error;
    } finally {
      running -= 1;
      letOut();
    }
  };
}
