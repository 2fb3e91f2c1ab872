import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import { listParts } from './parts.ts';
import type { UploadPartRow, UploadRow } from './tables.ts';
import { lockUpload } from './uploads.ts';

/** Who completes an upload. */
export interface Completer {
  /** The upload. */
  uploadId: string;
  /** New random id of this completion. */
  holder: string;
  /** How long the claim counts unless it is renewed, in milliseconds: after a kill somebody else goes on then. */
  leaseMs: number;
}

/** An upload as its completer found it. */
export interface CompletionClaim {
  /** The upload. */
  upload: UploadRow;
  /** Its parts, in order. */
  parts: UploadPartRow[];
  /** Whether it is claimed: open, all parts here, and nobody else at it. */
  isMine: boolean;
}

/**
 * Claims an upload for completion. As long as the claim counts, no part of it changes. Null: there is no such upload.
 */
export async function claimCompletion(db: Database, completer: Completer): Promise<CompletionClaim | null> {
  return inTransaction(db, async (trx) => {
    const upload = await lockUpload(trx, completer.uploadId);
    if (!upload) return null;
    const parts = await listParts(trx, [upload.id]);
    if (upload.state !== 'open' || parts.length !== upload.part_count)
      return { upload, parts, isMine: false };
    const claimed = await trx
      .updateTable('uploads')
      .set({ completing_by: completer.holder, completing_until: leaseEnd(completer.leaseMs) })
      .where('id', '=', upload.id)
      .where(sql<boolean>`completing_until > now() is not true`)
      .returning('id')
      .executeTakeFirst();
    return { upload, parts, isMine: claimed !== undefined };
  });
}

/** Lets a claim count for longer. */
export async function renewCompletion(db: Database, completer: Completer): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ completing_until: leaseEnd(completer.leaseMs) })
    .where('id', '=', completer.uploadId)
    .where('completing_by', '=', completer.holder)
    .execute();
}

/** Lets go of a claim; nothing happens when it is another's by now. */
export async function releaseCompletion(db: Database, completer: Completer): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ completing_by: null, completing_until: null })
    .where('id', '=', completer.uploadId)
    .where('completing_by', '=', completer.holder)
    .execute();
}

/** Notes the SHA-256 of the whole, which holds until a part changes. */
export async function noteChecksum(db: Database, completer: Completer, sha256: string): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ checked_sha256: sha256 })
    .where('id', '=', completer.uploadId)
    .where('completing_by', '=', completer.holder)
    .execute();
}

/**
 * Lets a claimed upload begin again with another blob and no parts; what its checksum was found to be stays until the
 * first of them comes. False: it is not open any more, or not ours.
 */
export async function restartUpload(
  db: Database,
  completer: Completer,
  blob: { blobKey: string; blobUploadId: string },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const moved = await trx
      .updateTable('uploads')
      .set({ blob_key: blob.blobKey, blob_upload_id: blob.blobUploadId, container: null })
      .where('id', '=', completer.uploadId)
      .where('completing_by', '=', completer.holder)
      .where('state', '=', sql.lit('open'))
      .returning('id')
      .executeTakeFirst();
    if (!moved) return false;
    await trx.deleteFrom('upload_parts').where('upload_id', '=', completer.uploadId).execute();
    return true;
  });
}

function leaseEnd(leaseMs: number) {
  return sql<Date>`now() + make_interval(secs => ${leaseMs / 1000})`;
}
