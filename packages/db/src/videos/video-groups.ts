import type { Database } from '../engine/connect.ts';
import { groupsOfVideos, setGroups } from '../groups/audience-groups.ts';

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
  await setGroups(trx, groupsOfVideos, { id: videoId, groupIds });
}
