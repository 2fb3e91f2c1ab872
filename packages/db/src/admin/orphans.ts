import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/**
 * Whether anything still stands for an artefact: it is shown, waits for its last viewer, or its writer is at work.
 * One statement, so that it cannot slip from «not published yet» to «published» between two looks.
 *
 * @param key the artefact's, not that of a file of an edition
 */
export async function isArtefactKnown(db: Database, key: string): Promise<boolean> {
  const { rows } = await sql<{ isKnown: boolean }>`
    select exists (
      select from artefacts where key = ${key} and (state <> 'pending' or ${isWritten})
    ) as "isKnown"`.execute(db);
  return rows[0]?.isKnown ?? false;
}

/**
 * Files whose row is all that is left to do away with: spent ones whose time is over, and pending ones whose writer
 * has ended without showing them. Editions have their own list, with what plays of them.
 *
 * @param youngMs age below which a pending row is left alone
 */
export async function listOverArtefacts(
  db: Database,
  { youngMs, limit }: { youngMs: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from artefacts
    where kind <> 'edition' and (
      (state = 'spent' and remove_after <= now())
      or (state = 'pending' and not ${isWritten}
        and created_at <= now() - make_interval(secs => ${youngMs / 1000})))
    order by remove_after nulls last limit ${limit}`.execute(db);
  return rows.map(({ key }) => key);
}

/** Its attempt runs, or its upload is open or has just been completed. */
const isWritten = sql`(
  exists (select from jobs where jobs.attempt_id = artefacts.attempt_id and jobs.state = 'running')
  or exists (select from uploads where uploads.blob_key = artefacts.key and uploads.state <> 'expired'))`;

/** A blob whose key this version does not understand. */
export interface UnknownBlob {
  /** Its key. */
  key: string;
  /** Its size. */
  sizeBytes: number;
  /** Why it is not understood. */
  why: string;
}

/** Notes a blob that is kept because nobody knows it. True: it is seen for the first time. */
export async function noteUnknownBlob(db: Database, blob: UnknownBlob): Promise<boolean> {
  const row = await db
    .insertInto('unknown_blobs')
    .values({ key: blob.key, size_bytes: blob.sizeBytes, why: blob.why })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}
