import { tokenizerVersion, type SearchText, type WordCutter } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { indexedText, indexUser, indexVideo } from './index-text.ts';

/** How many of each kind were indexed anew. */
export interface IndexedCounts {
  /** Videos. */
  videos: number;
  /** People. */
  users: number;
}

/**
 * Indexes some of what was never indexed, or by other rules. Text is cut outside of any transaction; what was edited
 * meanwhile is left to its own edit, which has indexed it. Search goes on meanwhile, and so may another of these.
 *
 * @param limit how many of each kind at most
 * @returns how many were looked at; none: everything is indexed by the present rules
 */
export async function indexStale(db: Database, cutter: WordCutter, limit: number): Promise<IndexedCounts> {
  const videos = await staleVideos(db, limit);
  for (const { id, ...text } of videos) {
    const indexed = indexedText(cutter, text);
    await db.transaction().execute(async (trx) => {
      if (await isStill(trx, id, text)) await indexVideo(trx, id, indexed);
    });
  }
  const users = await staleUsers(db, limit);
  for (const { id, nickname } of users) {
    const indexed = indexedText(cutter, { title: nickname, description: '', tags: [], author: '' });
    await db.transaction().execute(async (trx) => {
      const user = await trx
        .selectFrom('users')
        .select('nickname')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (user?.nickname === nickname) await indexUser(trx, id, indexed);
    });
  }
  return { videos: videos.length, users: users.length };
}

/** Has everything indexed anew by `indexStale`; until then it is found as before. */
export async function markStale(db: Database): Promise<void> {
  await db.updateTable('video_search').set({ tokenizer_version: 0 }).execute();
  await db.updateTable('user_search').set({ tokenizer_version: 0 }).execute();
}

async function staleVideos(db: Database, limit: number): Promise<(SearchText & { id: string })[]> {
  return db
    .selectFrom('videos')
    .innerJoin('users', 'users.id', 'videos.author_id')
    .leftJoin('video_search', 'video_search.video_id', 'videos.id')
    .select(['videos.id', 'title', 'description', 'tags', 'users.nickname as author'])
    .where(isOfOtherRules('video_search.tokenizer_version'))
    .orderBy('videos.created_at', 'desc')
    .limit(limit)
    .execute();
}

async function staleUsers(db: Database, limit: number): Promise<{ id: string; nickname: string }[]> {
  return db
    .selectFrom('users')
    .leftJoin('user_search', 'user_search.user_id', 'users.id')
    .select(['users.id', 'users.nickname'])
    .where(isOfOtherRules('user_search.tokenizer_version'))
    .limit(limit)
    .execute();
}

function isOfOtherRules(column: string) {
  return sql<boolean>`${sql.ref(column)} is distinct from ${tokenizerVersion}::integer`;
}

/** Holds the video, whose edits hold it too, and says whether its text is still the one that was read. */
async function isStill(trx: Database, id: string, text: SearchText): Promise<boolean> {
  const video = await trx
    .selectFrom('videos')
    .innerJoin('users', 'users.id', 'videos.author_id')
    .select(['title', 'description', 'tags', 'users.nickname as author'])
    .where('videos.id', '=', id)
    .forUpdate('videos')
    .executeTakeFirst();
  return video !== undefined && JSON.stringify({ ...video }) === JSON.stringify({ ...text });
}
