import { danmakuWindowMs, mostDanmakuOfWindow } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { isHeard } from '../people/apart.ts';
import type { DanmakuRow } from './tables.ts';

/** NOTIFY channel that tells those who watch a video what is said at its moments. */
export const danmakuChannel = 'weireel_danmaku';

/** What is shown of one. */
export type DanmakuWords = Pick<DanmakuRow, 'id' | 'author_id' | 'at_ms' | 'body' | 'mode' | 'colour'>;

/** What a notification of the channel carries. */
export interface DanmakuNotice {
  /** The video. */
  videoId: string;
  /** What is said; or the id of what was taken away. */
  news: DanmakuWords | string;
}

// As the index writes it.
const windowOf = sql<number>`at_ms / ${sql.lit(danmakuWindowMs)}`;

/**
 * What was said at the moments of one window that all can see: the newest of them, in the order of their moments.
 *
 * @param readerId leaves out what this person does not want to read. Null: nothing
 */
export async function listDanmaku(
  db: Database,
  { videoId, window, readerId }: { videoId: string; window: number; readerId: string | null },
): Promise<DanmakuRow[]> {
  const rows = await db
    .selectFrom('danmaku')
    .selectAll()
    .where('video_id', '=', videoId)
    .where(windowOf, '=', window)
    .where('state', '=', sql.lit('shown'))
    .where(isHeard(readerId, sql.ref('danmaku.author_id')))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostDanmakuOfWindow)
    .execute();
  return rows.toSorted((a, b) => a.at_ms - b.at_ms || a.created_at.getTime() - b.created_at.getTime());
}

/** What waits for a word on a video, the newest first. */
export function listHeldDanmaku(
  db: Database,
  options: { videoId: string; limit: number; before: ListPosition | null },
): Promise<DanmakuRow[]> {
  return db
    .selectFrom('danmaku')
    .selectAll()
    .where('video_id', '=', options.videoId)
    .where('state', '=', sql.lit('held'))
    .where(isAfter(['created_at', 'id'], options.before))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute();
}

/** Keeps a video from being deleted until the transaction ends, and tells how long it is; null: there is none. */
export async function keepMoments(
  trx: Database,
  videoId: string,
): Promise<{ durationMs: number | null } | null> {
  const row = await trx
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select('assets.duration_ms as durationMs')
    .where('videos.id', '=', videoId)
    .forKeyShare('videos')
    .executeTakeFirst();
  return row ?? null;
}

/** Finds one; null: there is none. */
export async function findDanmaku(db: Database, id: string): Promise<DanmakuRow | null> {
  const row = await db.selectFrom('danmaku').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** What a person has said around a moment of a video, held or shown. */
export function listNearby(
  db: Database,
  { authorId, videoId, atMs }: { authorId: string; videoId: string; atMs: number },
): Promise<Pick<DanmakuRow, 'body' | 'created_at'>[]> {
  return db
    .selectFrom('danmaku')
    .select(['body', 'created_at'])
    .where('author_id', '=', authorId)
    .where('video_id', '=', videoId)
    .where(windowOf, '=', Math.floor(atMs / danmakuWindowMs))
    .execute();
}

/** Adds one; counted, and told to those who watch, when all can see it. The video is kept from being deleted. */
export async function insertDanmaku(
  trx: Database,
  danmaku: Omit<DanmakuRow, 'created_at'>,
): Promise<DanmakuRow> {
  const row = await trx.insertInto('danmaku').values(danmaku).returningAll().executeTakeFirstOrThrow();
  if (row.state === 'shown') await appear(trx, row);
  return row;
}

/** Lets one appear that waited; of two who let it appear at once, the second changes nothing. Null: it is gone. */
export async function showDanmaku(trx: Database, id: string): Promise<DanmakuRow | null> {
  const row = await trx
    .updateTable('danmaku')
    .set({ state: 'shown' })
    .where('id', '=', id)
    .where('state', '=', sql.lit('held'))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return findDanmaku(trx, id);
  await appear(trx, row);
  return row;
}

/** Takes one away; false: it was gone. */
export async function removeDanmaku(trx: Database, id: string): Promise<boolean> {
  const row = await trx.deleteFrom('danmaku').where('id', '=', id).returningAll().executeTakeFirst();
  if (row === undefined) return false;
  if (row.state === 'shown') {
    await count(trx, row.video_id, -1);
    await notify(trx, { videoId: row.video_id, news: row.id });
  }
  return true;
}

async function appear(trx: Database, row: DanmakuRow): Promise<void> {
  const { id, video_id: videoId, author_id, at_ms, body, mode, colour } = row;
  await count(trx, videoId, 1);
  await notify(trx, { videoId, news: { id, author_id, at_ms, body, mode, colour } });
}

async function count(trx: Database, videoId: string, by: 1 | -1): Promise<void> {
  await sql`insert into video_counts (video_id, danmaku) values (${videoId}, ${Math.max(by, 0)})
    on conflict (video_id) do update set danmaku = video_counts.danmaku + ${by}`.execute(trx);
}

async function notify(trx: Database, notice: DanmakuNotice): Promise<void> {
  await sql`select pg_notify(${danmakuChannel}, ${JSON.stringify(notice)})`.execute(trx);
}

/** What a notification says; null when another version sent it. */
export function readDanmakuNotice(payload: string): DanmakuNotice | null {
  try {
    const notice: unknown = JSON.parse(payload);
    if (typeof notice !== 'object' || notice === null) return null;
    const { videoId, news } = notice as Partial<Record<string, unknown>>; // an object, of whatever members
    const isKnown =
      typeof news === 'string' || (typeof news === 'object' && news !== null && 'at_ms' in news);
    // As: written above, by this version or one that says the same.
    return typeof videoId === 'string' && isKnown ? (notice as DanmakuNotice) : null;
  } catch {
    // Not JSON: a server of another version, which is replaced in a moment.
    return null;
  }
}
