const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An `Idempotency-Key` of 24 random characters. `random`: at least 0 and below 1. */
export function newIdempotencyKey(random: () => number): string {
  return Array.from({ length: 24 }, () => characters.charAt(Math.floor(random() * characters.length))).join(
    '',
  );
}
