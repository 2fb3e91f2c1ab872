import { hash, verify } from '@node-rs/argon2';
import { createLanes } from '../http/lanes.ts';

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

/**
 * A hasher that does so many at once. Each takes a processor, memory and one of the threads that Node also reads
 * files with, so a flood of sign-ins must wait for itself and not make everything else wait.
 */
export function createPasswordHasher(atOnce: number): PasswordHasher {
  const inTurn = createLanes(atOnce, maxWaiting);
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
