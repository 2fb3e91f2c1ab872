import { hash, verify } from '@node-rs/argon2';
import { WeireelError } from '@weireel/contract';

/** Hashes and checks passwords, some at a time. */
export interface PasswordHasher {
  /**
   * What is stored of a password.
   *
   * @throws WeireelError `unavailable` when too many wait already
   */
  hash(password: string): Promise<string>;
  /**
   * Checks a password; without a stored hash it takes as long and fails, so that accounts cannot be guessed.
   *
   * @throws WeireelError `unavailable` when too many wait already
   */
  check(password: string, stored: string | null): Promise<boolean>;
}

// Argon2id with the parameters that OWASP's password storage sheet gives first: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One takes some 30 ms of a processor: who comes as the last waits a few seconds. */
const maxWaiting = 64;
/** When a caller who found the queue full may come again. */
const retryAfterMs = 2000;

/**
 * A hasher that does so many at once. Each takes a processor, memory and one of the four threads that Node also reads
 * files with, so a flood of sign-ins must wait for itself and not make everything else wait.
 */
export function createPasswordHasher(atOnce: number): PasswordHasher {
  const inTurn = createTurns(atOnce, maxWaiting);
  // Made before anybody asks: the first check against it must not take longer than others.
  const decoy = hash('nobody has this password', cost);
  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    async check(password, stored) {
      const against = stored ?? (await decoy);
      return (await inTurn(() => verify(against, password))) && stored !== null;
    },
  };
}

/**
 * Lets work go on so many at once, in the order in which it came.
 *
 * @throws WeireelError `unavailable` when too many wait already
 */
export function createTurns(atOnce: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else {
      if (waiting.length >= waitingMax) throw new WeireelError('unavailable', { retryAfterMs });
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      // Whoever is next takes the turn over; it never becomes free in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
