import { mixFeed, type Candidate } from '@weireel/feed';
import type { Database } from '@weireel/db';
import { listFollowed, listShowable, noteServed } from '@weireel/db/feed';
import type { Ranking } from './ranking.ts';

/** For whom something is chosen. */
export interface Wish {
  /** The person. */
  viewerId: string;
  /** When they began to look, in milliseconds since 1970: what they were shown since does not come again. */
  sinceMs: number;
  /** Most that are chosen. */
  limit: number;
  /** Milliseconds since 1970. */
  nowMs: number;
}

/**
 * Chooses what a person is shown unasked, and notes it; gives ids, fewer than wished when there is no more. The place
 * where a recommender that learns will stand.
 */
export type Recommend = (wish: Wish) => Promise<string[]>;

const mostFollowed = 60;

/**
 * Chooses by mixing what is hot, what is new and what those have made whom the person follows. What they were shown
 * before comes again only when there is nothing else, that which is longest ago first.
 */
export function createMixedRecommend(db: Database, ranking: () => Promise<Ranking>): Recommend {
  return async ({ viewerId, sinceMs, limit, nowMs }) => {
    const { hot, fresh } = await ranking();
    const followed = await listFollowed(db, { viewerId, limit: mostFollowed, before: null });
    const authors = new Map([...followed, ...fresh].map(({ id, authorId }) => [id, authorId]));
    const showable = await listShowable(db, { viewerId, ids: [...authors.keys()] });
    const isNew = new Set(showable.filter(({ seenAt }) => seenAt === null).map(({ id }) => id));
    const only = (candidates: readonly Candidate[]): Candidate[] =>
      candidates.filter(({ id }) => isNew.has(id));
    const chosen = mixFeed({ hot: only(hot), fresh: only(fresh), followed: only(followed) }, limit);
    const again = showable
      .flatMap(({ id, seenAt }) => (seenAt !== null && seenAt.getTime() < sinceMs ? [{ id, seenAt }] : []))
      .toSorted((a, b) => a.seenAt.getTime() - b.seenAt.getTime());
    const ids = [...chosen, ...again].slice(0, limit).map(({ id }) => id);
    await noteServed(db, { userId: viewerId, ids, at: new Date(nowMs) });
    return ids;
  };
}
