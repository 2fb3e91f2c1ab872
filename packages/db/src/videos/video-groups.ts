import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** The groups that a video is for. */
export async function listGroupsOfVideo(db: Database, videoId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('video_groups')
    .select('group_id')
    .where('video_id', '=', videoId)
    .orderBy('group_id')
    .execute();
  return rows.map(({ group_id }) => group_id);
}

/** Says which groups a video is for, whose row is held; those that are gone by now are left out. */
export async function setVideoGroups(
  trx: Database,
  videoId: string,
  groupIds: readonly string[],
): Promise<void> {
  await sql`delete from video_groups where video_id = ${videoId} and group_id <> all(${groupIds}::text[])`.execute(
    trx,
  );
  await sql`insert into video_groups (video_id, group_id)
    select ${videoId}, id from groups where id = any(${groupIds}::text[]) order by id for key share
    on conflict do nothing`.execute(trx);
}
