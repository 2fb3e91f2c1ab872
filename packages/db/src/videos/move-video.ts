import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { VideoRow } from './tables.ts';

/**
 * Lets a video be another author's: it is shown first by nobody any more, and comments that wait for its author's word
 * wait for the new one's. Its row is held.
 *
 * @param to the new author; `madeById`: who acts for them, null for a person
 */
export async function changeAuthor(
  trx: Database,
  videoId: string,
  to: { id: string; madeById: string | null },
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ author_id: to.id, made_by: to.madeById })
    .where('id', '=', videoId)
    .execute();
  await sql`delete from pinned_videos where video_id = ${videoId}`.execute(trx);
  await sql`update comments set held_for = ${to.id} where video_id = ${videoId} and state = 'held'`.execute(
    trx,
  );
}

/** Whether a person has sent every file that a video shows, is to show, or has shown and still keeps. */
export async function haveSentSources(
  db: Database,
  { id, asset_id, next_asset_id }: Pick<VideoRow, 'id' | 'asset_id' | 'next_asset_id'>,
  personId: string,
): Promise<boolean> {
  const { rows } = await sql`select from assets where owner_id <> ${personId}
    and (id = ${asset_id} or id = ${next_asset_id} or former_of = ${id}) limit 1`.execute(db);
  return rows.length === 0;
}
