import { randomBytes } from 'node:crypto';
import type { Database } from '@weireel/db';
import { findSecondFactor, useRecoveryCode, useStep, hashToken } from '@weireel/db/people';
import { encodeBase32 } from './base32.ts';
import { findStep } from './totp.ts';

/** Recovery codes that a person is given at once. */
const recoveryCodeCount = 10;
/** 80 bits: nobody tries all of them, not even against what is stored. */
const recoveryCodeBytes = 10;

/** Takes a code of a person's authenticator, or a recovery code; false: it is wrong, or was taken before. */
export async function takeCode(
  trx: Database,
  trial: { userId: string; code: string; requestId: string; nowMs: number },
): Promise<boolean> {
  const { userId, requestId, nowMs } = trial;
  const code = plain(trial.code);
  if (!/^\d+$/.test(code)) {
    return useRecoveryCode(trx, { userId, codeHash: hashRecoveryCode(userId, code), requestId });
  }
  const factor = await findSecondFactor(trx, userId);
  const step = factor && findStep(factor.secret, code, nowMs);
  return step !== null && useStep(trx, userId, step);
}

/** New recovery codes as they are told, in fours that are easy to copy by hand. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () =>
    encodeBase32(randomBytes(recoveryCodeBytes)).replaceAll(/.{4}(?=.)/g, '$&-'),
  );
}

/** What is stored of a recovery code. */
export function hashRecoveryCode(userId: string, code: string): string {
  return hashToken(`${userId} ${plain(code)}`);
}

/** A code without what people put between its characters. */
function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase();
}
