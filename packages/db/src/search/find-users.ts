import { toRankQuery, toTsquery, type Condition } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { UserRow } from '../people/tables.ts';
import type { UserCounts } from '../people/users.ts';
import { isApart } from '../people/apart.ts';
import { countPublicVideos } from '../videos/public-videos.ts';
import { othersMay } from '../videos/visible.ts';
import { mostLooked, mostRanked, type HitPosition } from './find-videos.ts';

/** A person who was found. */
export type FoundUser = Pick<UserRow, 'id' | 'nickname' | 'bio' | 'badge' | 'avatar_key' | 'roles'> &
  HitPosition & {
    /** What they count. */
    counts: UserCounts;
  };

/**
 * People by their name, the best hits first: those with something that everybody may find. Of others not even the
 * name is told.
 */
export async function findUsers(
  db: Database,
  condition: Condition,
  page: { after: HitPosition | null; limit: number; askerId: string | null },
): Promise<FoundUser[]> {
  const { after, limit, askerId } = page;
  const isMet = askerId === null ? sql`true` : sql`not ${isApart(askerId, sql.ref('users.id'))}`;
  // As with videos, nothing is guessed about how many match («offset 0»).
  const { rows } = await sql<FoundUser>`
    with candidates as (
      select shown.id, lexemes from (
        select user_id, lexemes from unnest(${[toTsquery(condition)]}::text[]) as query cross join lateral (
          select user_id, lexemes from user_search where lexemes @@ query::tsquery offset 0
        ) as found limit ${mostLooked}
      ) as matched cross join lateral (
        select users.id from users where users.id = user_id and state = 'active' and ${isMet} and exists (
          select from videos join assets on assets.id = asset_id
          where author_id = users.id and ${othersMay('find', null)} offset 0)
        offset 0
      ) as shown limit ${mostRanked}
    ), ranked as (
      select id, (1000000 * ts_rank(lexemes, ${toRankQuery(condition)}::tsquery, 1))::bigint as score
      from candidates
    ), page as (
      select id, score from ranked
      where ${after === null ? sql`true` : sql`(score, id) < (${after.score}, ${after.id})`}
      order by score desc, id desc limit ${limit}
    )
    select users.id, nickname, bio, badge, avatar_key, roles, score, json_build_object(
      'videos', ${countPublicVideos(sql.ref('users.id'))},
      'followers', coalesce(followers, 0), 'following', coalesce(following, 0)) as counts
    from page join users using (id) left join user_counts on user_id = users.id
    order by score desc, users.id desc`.execute(db);
  return rows;
}
