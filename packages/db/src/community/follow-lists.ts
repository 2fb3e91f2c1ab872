import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { isApart } from '../people/apart.ts';

/** Which of the two lists of a person: who follows them, or whom they follow. */
export type FollowSide = 'followers' | 'following';

/** Somebody in one of those lists. */
export interface FollowedPerson {
  /** Their id. */
  id: string;
  /** Their name. */
  nickname: string;
  /** Prefix of what they are shown by; null: nothing. */
  avatar_key: string | null;
  /** What they say of themselves. */
  bio: string;
  /** Since when. */
  since: Date;
  /** Whether who asks follows them. */
  following: boolean;
}

const columns = {
  followers: { of: 'follows.followed_id', other: 'follows.follower_id' },
  following: { of: 'follows.follower_id', other: 'follows.followed_id' },
};

/**
 * Who follows a person, or whom they follow, the latest first: those whom who asks may meet.
 *
 * @param options.askerId who asks; they do not meet whom either side has blocked, unless `seesAll`
 */
export async function listFollows(
  db: Database,
  side: FollowSide,
  options: {
    personId: string;
    askerId: string;
    seesAll: boolean;
    limit: number;
    before: ListPosition | null;
  },
): Promise<FollowedPerson[]> {
  const { personId, askerId, seesAll, limit, before } = options;
  const { of, other } = columns[side];
  const otherId = sql.ref(other);
  const isMet = seesAll ? sql<boolean>`true` : sql<boolean>`not ${isApart(askerId, otherId)}`;
  const { rows } = await sql<FollowedPerson>`
    select users.id, nickname, avatar_key, bio, follows.created_at as since,
      exists (select from follows as mine where mine.followed_id = users.id and mine.follower_id = ${askerId})
        as following
    from follows join users on users.id = ${otherId}
    where ${sql.ref(of)} = ${personId} and users.state = ${sql.lit('active')} and ${isMet}
      and ${isAfter(['follows.created_at', other], before)}
    order by follows.created_at desc, ${otherId} desc limit ${limit}`.execute(db);
  return rows;
}
