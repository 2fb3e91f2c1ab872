import { tokenizerVersion, type SearchText, type WordCutter } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { collectionText, indexCollection, indexedText, indexUser, indexVideo } from './index-text.ts';

/** What of everything is indexed anew. */
export type IndexScope =
  /** What was never indexed, or by other rules. */
  | 'stale'
  /** Everything. */
  | 'everything';

/** How far a walk through everything has come. */
export interface IndexedBatch {
  /** How many were indexed anew in this batch. */
  count: number;
  /** Id of the last one looked at, from where the next batch goes on; null: that was all. */
  last: string | null;
}

/** So many videos of an author are indexed at a time. */
const authorBatch = 100;

/** Where a batch begins and how much it takes. */
interface Batch {
  /** Which are taken. */
  scope: IndexScope;
  /** Id of the last one of the batch before; null: from the beginning. */
  after: string | null;
  /** How many at most. */
  limit: number;
}

/**
 * Indexes some videos, in the order of their ids. Text is cut outside of any transaction; what was edited meanwhile is
 * left to its own edit, which has indexed it. Search goes on meanwhile, and so may another of these.
 */
export async function indexVideosAfter(
  db: Database,
  cutter: WordCutter,
  batch: Batch,
): Promise<IndexedBatch> {
  return indexVideosOf(db, cutter, { ...batch, authorId: null });
}

/**
 * Says that what a person has made is not indexed by their name as it is now; call it in the transaction that changes
 * the name, and `indexAuthor` after it. What that does not come to is indexed when the server starts again.
 */
export async function outdateAuthor(trx: Database, authorId: string): Promise<void> {
  await sql`update video_search set tokenizer_version = 0
    where video_id in (select id from videos where author_id = ${authorId})`.execute(trx);
}

/** The same of one video, in the transaction that gives it another author. */
export async function outdateVideo(trx: Database, videoId: string): Promise<void> {
  await sql`update video_search set tokenizer_version = 0 where video_id = ${videoId}`.execute(trx);
}

/** Indexes what a person has made and `outdateAuthor` or `outdateVideo` has spoken of. */
export async function indexAuthor(db: Database, cutter: WordCutter, authorId: string): Promise<void> {
  let after: string | null = null;
  do {
    const batch = { scope: 'stale', after, limit: authorBatch, authorId } as const;
    const done: IndexedBatch = await indexVideosOf(db, cutter, batch);
    after = done.last;
  } while (after !== null);
}

async function indexVideosOf(
  db: Database,
  cutter: WordCutter,
  batch: Batch & { authorId: string | null },
): Promise<IndexedBatch> {
  const videos = await db
    .selectFrom('videos')
    .innerJoin('users', 'users.id', 'videos.author_id')
    .leftJoin('video_search', 'video_search.video_id', 'videos.id')
    .select(['videos.id', 'title', 'description', 'tags', 'users.nickname as author'])
    .where(isInScope('video_search.tokenizer_version', batch.scope))
    .where('videos.id', '>', batch.after ?? '')
    .$if(batch.authorId !== null, (query) => query.where('videos.author_id', '=', batch.authorId))
    .orderBy('videos.id')
    .limit(batch.limit)
    .execute();
  for (const { id, ...text } of videos) {
    const indexed = indexedText(cutter, text);
    await db.transaction().execute(async (trx) => {
      if (await isStill(trx, id, text)) await indexVideo(trx, id, indexed);
    });
  }
  return batchOf(videos, batch.limit);
}

/** Indexes some people by their names, as videos are. */
export async function indexUsersAfter(db: Database, cutter: WordCutter, batch: Batch): Promise<IndexedBatch> {
  const users = await db
    .selectFrom('users')
    .leftJoin('user_search', 'user_search.user_id', 'users.id')
    .select(['users.id', 'users.nickname'])
    .where(isInScope('user_search.tokenizer_version', batch.scope))
    .where('users.id', '>', batch.after ?? '')
    .orderBy('users.id')
    .limit(batch.limit)
    .execute();
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
  return batchOf(users, batch.limit);
}

/** Indexes some collections by their text, as videos are. */
export async function indexCollectionsAfter(
  db: Database,
  cutter: WordCutter,
  batch: Batch,
): Promise<IndexedBatch> {
  const collections = await db
    .selectFrom('collections')
    .leftJoin('collection_search', 'collection_id', 'collections.id')
    .select(['collections.id', 'title', 'description'])
    .where(isInScope('collection_search.tokenizer_version', batch.scope))
    .where('collections.id', '>', batch.after ?? '')
    .orderBy('collections.id')
    .limit(batch.limit)
    .execute();
  for (const { id, ...text } of collections) {
    const indexed = indexedText(cutter, collectionText(text));
    await db.transaction().execute(async (trx) => {
      const now = await trx
        .selectFrom('collections')
        .select(['title', 'description'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (now?.title === text.title && now.description === text.description)
        await indexCollection(trx, id, indexed);
    });
  }
  return batchOf(collections, batch.limit);
}

function isInScope(column: string, scope: IndexScope) {
  return scope === 'everything'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} is distinct from ${tokenizerVersion}::integer`;
}

function batchOf(rows: readonly { id: string }[], limit: number): IndexedBatch {
  return { count: rows.length, last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
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
