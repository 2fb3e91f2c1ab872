import { hash, verify } from '@node-rs/argon2';

// Argon2id with the parameters that OWASP's password storage sheet gives first: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is stored of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Checks a password; without a stored hash it takes as long and fails, so that accounts cannot be guessed. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const isRight = await verify(stored ?? (await decoy()), password);
  return isRight && stored !== null;
}

let decoyHash: Promise<string> | null = null;

function decoy(): Promise<string> {
  decoyHash ??= hashPassword('nobody has this password');
  return decoyHash;
}
