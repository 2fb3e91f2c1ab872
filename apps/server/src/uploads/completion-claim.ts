import { setTimeout as pause } from 'node:timers/promises';
import { WeireelError } from '@weireel/contract';
import {
  claimCompletion,
  releaseCompletion,
  renewCompletion,
  type Completer,
  type UploadPartRow,
  type UploadRow,
} from '@weireel/db/uploads';
import { missingParts } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';
import { shapeOf } from './receive-part.ts';
import { whyEnded } from './why-ended.ts';

/** An upload that is ours to complete: none of its parts changes until the claim is let go. */
export interface ClaimedUpload {
  /** The upload. */
  upload: UploadRow;
  /** All its parts, in order. */
  parts: UploadPartRow[];
  /** Who completes it. */
  completer: Completer;
}

/** Long enough for a stalled process to renew it, short enough to wait for after a kill. */
const leaseMs = 15_000;
const renewEveryMs = 5000;
/** A server that was killed while it completed lets others go on by then. */
const longestWaitMs = leaseMs + renewEveryMs;
const pollMs = 250;

/**
 * Runs the completion of an upload while nobody else completes it and no part of it changes. Null: it is complete.
 *
 * @throws WeireelError `not_found`, `parts_missing`, `checksum_mismatch`, `upload_completing`, why it ended
 */
export async function whileClaimed<T>(
  context: ServerContext,
  uploadId: string,
  complete: (claimed: ClaimedUpload) => Promise<T>,
): Promise<T | null> {
  const { db } = context;
  const completer: Completer = { uploadId, holder: context.newId(), leaseMs };
  const claimed = await claim(context, completer);
  if (claimed === null) return null;
  const renewal = setInterval(() => {
    // One that fails is made up for by the next; without any, another process may go on with the same.
    renewCompletion(db, completer).catch(() => {});
  }, renewEveryMs);
  try {
    return await complete(claimed);
  } finally {
    clearInterval(renewal);
    await releaseCompletion(db, completer);
  }
}

async function claim(context: ServerContext, completer: Completer): Promise<ClaimedUpload | null> {
  const { db } = context;
  const untilMs = context.elapsedMs() + longestWaitMs;
  for (;;) {
    const found = await claimCompletion(db, completer);
    if (!found) throw new WeireelError('not_found');
    const { upload, parts } = found;
    if (found.isMine) return { upload, parts, completer };
    if (upload.state === 'complete') return null;
    if (upload.state === 'expired') throw await whyEnded(db, upload);
    // Its parts went with the whole that was wrong: whoever asks again hears why, until one is sent anew.
    if (isProvedWrong(upload)) throw checksumMismatch();
    if (parts.length !== upload.part_count) throw partsMissing(upload, parts);
    if (context.elapsedMs() > untilMs) throw new WeireelError('upload_completing', { retryAfterMs: leaseMs });
    await pause(pollMs);
  }
}

function isProvedWrong({ sha256, checked_sha256: checked }: UploadRow): boolean {
  return sha256 !== null && checked !== null && checked !== sha256;
}

/** That a whole is not what was announced, as the refusal of its completion. */
export function checksumMismatch(): WeireelError {
  return new WeireelError('checksum_mismatch', { detail: 'whole file' });
}

/** Which parts of an upload have not arrived, as the refusal of its completion. */
export function partsMissing(upload: UploadRow, parts: UploadPartRow[]): WeireelError {
  const missing = missingParts(
    shapeOf(upload),
    parts.map((part) => part.n),
  );
  return new WeireelError('parts_missing', {
    detail: `missing: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ' …' : ''}`,
    extra: { missing: missing.slice(0, 1000) },
  });
}
