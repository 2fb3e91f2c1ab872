import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { othersMay } from './visible.ts';

/** Those of some people who may see a video that is not theirs, by the rule of visibility. */
export async function listWhoMaySee(
  db: Database,
  videoId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select users.id from users, videos join assets on assets.id = videos.asset_id
    where users.id = any(${userIds}::text[]) and videos.id = ${videoId}
      and ${othersMay('see', sql.ref('users.id'))}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
