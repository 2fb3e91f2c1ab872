import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import type { UploadPartRow } from './tables.ts';

/** The parts of uploads that have arrived, in order. */
export async function listParts(db: Database, uploadIds: string[]): Promise<UploadPartRow[]> {
  if (uploadIds.length === 0) return [];
  return db
    .selectFrom('upload_parts')
    .selectAll()
    .where('upload_id', 'in', uploadIds)
    .orderBy('upload_id')
    .orderBy('n')
    .execute();
}

/** A part, when it has arrived. */
export async function findPart(db: Database, uploadId: string, n: number): Promise<UploadPartRow | null> {
  const row = await db
    .selectFrom('upload_parts')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .where('n', '=', n)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * What became of an attempt to write a part: `mine`: write its bytes and record it; `here`: these very bytes are safe
 * already; `completing`: the upload is just being completed; `ended`: it is not open any more.
 */
export type PartClaim = 'mine' | 'here' | 'completing' | 'ended';

/**
 * Makes a part ready to be written: from now on the bytes that it had count for nothing, even if the writer is killed
 * before the new ones are safe. A part is written by one at a time, which the caller sees to.
 */
export async function claimPart(
  db: Database,
  part: { uploadId: string; n: number; etag: string },
): Promise<PartClaim> {
  return inTransaction(db, async (trx) => {
    const isOpen = await holdOpen(trx, part.uploadId);
    if (isOpen === 'ended') return isOpen;
    if ((await findPart(trx, part.uploadId, part.n))?.etag === part.etag) return 'here';
    if (isOpen === 'completing') return isOpen;
    await trx
      .deleteFrom('upload_parts')
      .where('upload_id', '=', part.uploadId)
      .where('n', '=', part.n)
      .execute();
    // The whole is not what it was when it was last read.
    await trx
      .updateTable('uploads')
      .set({ checked_sha256: null })
      .where('id', '=', part.uploadId)
      .where('checked_sha256', 'is not', null)
      .execute();
    return 'mine';
  });
}

/** A part whose bytes are safe. */
export interface SafePart {
  /** Its upload. */
  uploadId: string;
  /** Number, from 1. */
  n: number;
  /** Number of its bytes. */
  sizeBytes: number;
  /** SHA-256 of its bytes in hex. */
  etag: string;
  /** What the store calls them. */
  storeEtag: string;
  /** Demuxer that the first part's bytes tell. Absent: this part tells nothing. */
  container?: string;
}

/** Notes that a claimed part is safe. False: the upload has ended meanwhile, and the part counts for nothing. */
export async function recordPart(db: Database, part: SafePart): Promise<boolean> {
  const { uploadId, n, etag } = part;
  const written = { size_bytes: part.sizeBytes, etag, store_etag: part.storeEtag };
  return inTransaction(db, async (trx) => {
    // A completion begins only when no part is missing, so none has begun since this one was claimed.
    if ((await holdOpen(trx, uploadId)) === 'ended') return false;
    await trx
      .insertInto('upload_parts')
      .values({ upload_id: uploadId, n, ...written })
      .onConflict((conflict) =>
        conflict.columns(['upload_id', 'n']).doUpdateSet({ ...written, received_at: sql<Date>`now()` }),
      )
      .execute();
    if (part.container !== undefined) {
      const { container } = part;
      await trx.updateTable('uploads').set({ container }).where('id', '=', uploadId).execute();
    }
    return true;
  });
}

/** Forgets all parts of an upload: the store does not have them as they were recorded. */
export async function forgetParts(db: Database, uploadId: string): Promise<void> {
  await db.deleteFrom('upload_parts').where('upload_id', '=', uploadId).execute();
}

/** How an upload stands; whoever ends or completes it locks its row, and so waits for this transaction. */
async function holdOpen(trx: Database, uploadId: string): Promise<'open' | 'completing' | 'ended'> {
  const upload = await trx
    .selectFrom('uploads')
    .select(['state', sql<boolean>`completing_until > now() is true`.as('isCompleting')])
    .where('id', '=', uploadId)
    .forKeyShare()
    .executeTakeFirst();
  if (upload?.state !== 'open') return 'ended';
  return upload.isCompleting ? 'completing' : 'open';
}
