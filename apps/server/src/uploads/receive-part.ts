import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { WeireelError, type ErrorCode, type UploadPart } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { claimPart, recordPart, type UploadRow } from '@weireel/db/uploads';
import { refusalOfHead, sniffContainer, sniffedBytes, type Demuxer } from '@weireel/media';
import { endUpload } from '@weireel/publishing';
import { expectedPartBytes } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';
import type { InTurn } from './in-turn.ts';
import { readPart, wrongSize, type LeastRate } from './read-part.ts';
import type { ReceivingBudget } from './receiving-budget.ts';
import { whyNotOpen } from './why-ended.ts';

/** A part on its way in. */
export interface IncomingPart {
  /** The open upload that it belongs to. */
  upload: UploadRow;
  /** Its number, from 1. */
  n: number;
  /** Its bytes. */
  body: Readable;
  /** Announced length; null: not announced. */
  contentLength: number | null;
  /** SHA-256 that it must have, in lower-case hex; null: not given. */
  sha256: string | null;
  /** The request that brings it. */
  requestId: string;
}

/** What receiving needs beside the server's context. */
export interface Receiving {
  /** Bounds the memory of all parts on their way. */
  budget: ReceivingBudget;
  /** The least that a sender must send. */
  leastRate: LeastRate;
  /** One writer of a part at a time. A store on disk is written by one server process only. */
  inTurn: InTurn;
}

/**
 * Receives one part: checked as a whole in memory before any byte in the store changes, then written and synced
 * before the answer. Bytes that are already here are not written again. A first part that begins no video ends the
 * upload for good: nobody needs to send the rest.
 *
 * @throws WeireelError `part_out_of_range`, `part_size_wrong`, `part_too_slow`, `part_cut_off`, `checksum_mismatch`,
 *   `upload_not_open`, `upload_completing`, `media_unknown_format`, `media_is_photo`, `rate_limited`, `unavailable`
 */
export async function receivePart(
  context: ServerContext,
  receiving: Receiving,
  part: IncomingPart,
): Promise<UploadPart> {
  const { upload, n } = part;
  const expectedBytes = expectedPartBytes(shapeOf(upload), n);
  if (part.contentLength !== null && part.contentLength !== expectedBytes) throw wrongSize(expectedBytes);
  const holding = await receiving.budget.open(upload.user_id, expectedBytes);
  try {
    const bytes = await readPart(part.body, expectedBytes, holding, receiving.leastRate);
    const etag = createHash('sha256').update(bytes).digest('hex');
    if (part.sha256 !== null && part.sha256 !== etag) throw new WeireelError('checksum_mismatch');
    const head = bytes.subarray(0, sniffedBytes);
    const refusal = n === 1 ? refusalOfHead(head) : null;
    if (refusal !== null) return await refuseUpload(context, upload, refusal, part.requestId);
    const container = n === 1 ? (sniffContainer(head) ?? undefined) : undefined;
    const written = { n, sizeBytes: expectedBytes, etag };
    await receiving.inTurn(`${upload.id}/${n}`, () =>
      keepPart(context, upload, { ...written, bytes, container }),
    );
    return written;
  } finally {
    holding.release();
  }
}

/** How an upload is cut. */
export function shapeOf(upload: UploadRow): { partSizeBytes: number; partCount: number; sizeBytes: number } {
  const { part_size_bytes: partSizeBytes, part_count: partCount, size_bytes: sizeBytes } = upload;
  return { partSizeBytes, partCount, sizeBytes };
}

/** Writes a part unless its very bytes are here; killed anywhere in between, it is missing and is sent again. */
async function keepPart(
  context: ServerContext,
  upload: UploadRow,
  part: { n: number; sizeBytes: number; etag: string; bytes: Uint8Array; container: Demuxer | undefined },
): Promise<void> {
  const { db, blobs } = context;
  const { bytes, container, ...written } = part;
  const claim = await claimPart(db, { uploadId: upload.id, ...written });
  if (claim === 'here') return;
  if (claim === 'completing') throw new WeireelError('upload_completing');
  if (claim === 'ended') throw await endedError(context, upload);
  let storeEtag: string;
  try {
    storeEtag = await blobs.writePart(upload.blob_key, upload.blob_upload_id, part.n, bytes);
  } catch (error) {
    // Perhaps it was given up meanwhile, and its unfinished blob removed under our hands.
    throw (await whyNotOpen(context, upload)) ?? error;
  }
  const isSafe = await recordPart(db, {
    ...{ uploadId: upload.id, ...written, storeEtag },
    ...(container !== undefined && { container }),
  });
  if (!isSafe) throw await endedError(context, upload);
}

async function endedError(context: ServerContext, upload: UploadRow): Promise<WeireelError> {
  return (await whyNotOpen(context, upload)) ?? new WeireelError('upload_not_open');
}

/** Ends an upload that is no video. Always rejects. */
async function refuseUpload(
  context: ServerContext,
  upload: UploadRow,
  code: ErrorCode,
  requestId: string,
): Promise<never> {
  const isOurs = await inTransaction(context.db, (trx) => endUpload(trx, upload, { code, requestId }));
  if (!isOurs) throw new WeireelError('upload_not_open');
  await context.blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
  throw new WeireelError(code);
}
