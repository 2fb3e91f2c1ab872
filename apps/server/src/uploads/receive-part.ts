import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { WeireelError, type ErrorCode, type UploadPart } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { deletePart, findPart, recordPart, type UploadRow } from '@weireel/db/uploads';
import { refusalOfHead, sniffedBytes } from '@weireel/media';
import { endUpload } from '@weireel/upkeep';
import { expectedPartBytes } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';
import type { ByteBudget } from './byte-budget.ts';

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

/**
 * Receives one part: checked as a whole in memory before any byte on disk changes, then written and synced
 * before the answer. Bytes that are already here are not written again. A first part that begins no video ends the
 * upload for good: nobody needs to send the rest.
 *
 * @throws WeireelError `part_out_of_range`, `part_size_wrong`, `checksum_mismatch`, `upload_not_open`,
 *   `media_unknown_format`, `media_is_photo`
 */
export async function receivePart(
  context: ServerContext,
  budget: ByteBudget,
  part: IncomingPart,
): Promise<UploadPart> {
  const { upload, n } = part;
  const shape = {
    partSizeBytes: upload.part_size_bytes,
    partCount: upload.part_count,
    sizeBytes: upload.size_bytes,
  };
  const expectedBytes = expectedPartBytes(shape, n);
  if (part.contentLength !== null && part.contentLength !== expectedBytes) throw wrongSize(expectedBytes);
  const release = await budget.take(expectedBytes);
  try {
    const bytes = await readExactly(part.body, expectedBytes);
    const etag = createHash('sha256').update(bytes).digest('hex');
    if (part.sha256 !== null && part.sha256 !== etag) throw new WeireelError('checksum_mismatch');
    const refusal = n === 1 ? refusalOfHead(bytes.subarray(0, sniffedBytes)) : null;
    if (refusal !== null) await refuseUpload(context, upload, refusal, part.requestId);
    const answer = { n, sizeBytes: expectedBytes, etag };
    const earlier = await findPart(context.db, upload.id, n);
    if (earlier?.etag === etag) return answer;
    // From here on the old bytes count for nothing, even if we are killed before the new ones are safe.
    if (earlier) await deletePart(context.db, upload.id, n);
    await recordPart(context.db, { uploadId: upload.id, ...answer }, async () => {
      await context.blobs.writePart(upload.blob_key, upload.blob_upload_id, n, bytes);
    });
    return answer;
  } finally {
    release();
  }
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

async function readExactly(body: Readable, expectedBytes: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(expectedBytes);
  let filled = 0;
  // Left early, it would end the connection, and the answer that says why with it.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    // A request body yields buffers.
    const piece = chunk as Buffer;
    if (filled + piece.length > expectedBytes) throw wrongSize(expectedBytes);
    piece.copy(bytes, filled);
    filled += piece.length;
  }
  if (filled !== expectedBytes) throw wrongSize(expectedBytes);
  return bytes;
}

function wrongSize(expectedBytes: number): WeireelError {
  return new WeireelError('part_size_wrong', { extra: { expectedBytes } });
}
