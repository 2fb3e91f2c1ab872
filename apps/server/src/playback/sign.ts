import { createHmac, timingSafeEqual } from 'node:crypto';
import { WeireelError } from '@weireel/contract';

/** What a query says of a signature; absent: nothing. */
export interface MediaSignature {
  /** Seconds since 1970 until which it opens. */
  exp?: string | undefined;
  /** The signature. */
  sig?: string | undefined;
}

/** The query that a request was let in with, to be handed on to what the answer names. */
export function signatureQuery({ exp = '', sig = '' }: MediaSignature): string {
  return `?exp=${exp}&sig=${encodeURIComponent(sig)}`;
}

/** Signs and checks access to the media of one asset. */
export interface MediaSigner {
  /** The query that opens everything below a media key, for at least the duration plus an hour. */
  sign(mediaKey: string, durationMs: number): string;
  /**
   * Checks a query.
   *
   * @throws WeireelError `signature_invalid`, `signature_expired`
   */
  check(mediaKey: string, query: MediaSignature): void;
}

/** Expiry is rounded up to this, so that one viewer's URLs stay the same and caches work. */
const roundingMs = 10 * 60_000;
const graceMs = 3600_000;

/** A signer with the installation's secret. HMAC-SHA256 over media key and expiry. */
export function createMediaSigner(secret: Buffer, now: () => number): MediaSigner {
  const signatureOf = (mediaKey: string, expSeconds: number): Buffer =>
    createHmac('sha256', secret).update(`${mediaKey}\n${expSeconds}`).digest();
  return {
    sign(mediaKey, durationMs) {
      const expMs = Math.ceil((now() + durationMs + graceMs) / roundingMs) * roundingMs;
      const exp = expMs / 1000;
      return `exp=${exp}&sig=${signatureOf(mediaKey, exp).toString('base64url')}`;
    },
    check(mediaKey, { exp, sig }) {
      if (exp === undefined || sig === undefined || !/^\d{1,12}$/.test(exp)) {
        throw new WeireelError('signature_invalid');
      }
      const given = Buffer.from(sig, 'base64url');
      const right = signatureOf(mediaKey, Number(exp));
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        throw new WeireelError('signature_invalid');
      }
      if (Number(exp) * 1000 < now()) throw new WeireelError('signature_expired');
    },
  };
}
