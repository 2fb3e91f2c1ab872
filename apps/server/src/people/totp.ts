import { createHmac, timingSafeEqual } from 'node:crypto';

/** Length of a step of time: how long one code is shown. RFC 6238, 5.2. */
const stepMs = 30_000;
/** Steps that a clock may be wrong by, either way. */
const drift = 1;
const digits = 6;

/**
 * Bytes of a new secret: as many as HMAC-SHA-1 gives (RFC 4226, 4), which is what authenticators know without being
 * told otherwise.
 */
export const secretBytes = 20;

/**
 * The step of time that a code belongs to, among those that may be now; null: none.
 *
 * @param nowMs milliseconds since 1970
 */
export function findStep(secret: Uint8Array, code: string, nowMs: number): number | null {
  const present = Math.floor(nowMs / stepMs);
  let found: number | null = null;
  // All are looked at, so that the time taken says nothing.
  for (let step = present - drift; step <= present + drift; step += 1) {
    const right = Buffer.from(codeOf(secret, step));
    const given = Buffer.from(code);
    if (given.length === right.length && timingSafeEqual(given, right)) found = step;
  }
  return found;
}

/** The code of a step: HOTP with the step as its counter (RFC 4226, 5.3; RFC 6238, 4.2). */
function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
