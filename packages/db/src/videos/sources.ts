import { requireTransition, reviewTransitions } from '@weireel/catalogue';
import type { ReviewState } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { forgetCover } from './covers.ts';
import type { VideoRow } from './tables.ts';
import { isDue } from './visible.ts';

/** Holds a video's row until the transaction ends, and says whether its time has come; null: there is none. */
export async function lockVideo(trx: Database, id: string): Promise<(VideoRow & { is_due: boolean }) | null> {
  const query = trx.selectFrom('videos').selectAll().select(isDue().as('is_due')).where('id', '=', id);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** Says which source comes next, and where review stands from then on; null: none does. */
export async function setNextSource(
  trx: Database,
  videoId: string,
  next: { assetId: string; review: ReviewState | null } | null,
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ next_asset_id: next?.assetId ?? null, next_review: next?.review ?? null })
    .where('id', '=', videoId)
    .execute();
}

/** Holds the rows of the videos that an asset is the next source of. */
export async function lockVideosAwaiting(trx: Database, assetId: string): Promise<VideoRow[]> {
  return trx.selectFrom('videos').selectAll().where('next_asset_id', '=', assetId).forUpdate().execute();
}

/** Whether an asset plays from its beginning to its end. */
export async function playsWhole(db: Database, assetId: string): Promise<boolean> {
  const row = await db
    .selectFrom('assets')
    .innerJoin('editions', 'editions.id', 'assets.edition_id')
    .select('assets.id')
    .where('assets.id', '=', assetId)
    .where('assets.state', 'in', ['processing', 'ready'])
    .where('editions.state', '=', sql.lit('sealed'))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Moves a video whose row is held to its next source. The cover was chosen in the former one, and stays there.
 *
 * @throws WeireelError `wrong_state`: where review is to stand is nothing that another source may lead to
 */
export async function moveToNextSource(
  trx: Database,
  { id: videoId, review: before, next_review: next }: Pick<VideoRow, 'id' | 'review' | 'next_review'>,
): Promise<void> {
  const review = next ?? before;
  requireTransition(reviewTransitions, before, review);
  await forgetCover(trx, videoId, { isSpent: true });
  const moved = await trx
    .updateTable('videos')
    .set({
      asset_id: sql<string>`next_asset_id`,
      review,
      cover_time_ms: null,
      cover_words: null,
      next_asset_id: null,
      next_review: null,
    })
    .where('id', '=', videoId)
    .where('next_asset_id', 'is not', null)
    .returning('asset_id')
    .executeTakeFirst();
  if (!moved) return;
  await trx
    .updateTable('assets')
    .set({ former_of: null, replaced_at: null })
    .where('id', '=', moved.asset_id)
    .execute();
}

/** Keeps a replaced source readable until it is swept: players are in the middle of it. */
export async function keepFormerSource(trx: Database, assetId: string, videoId: string): Promise<void> {
  await trx
    .updateTable('assets')
    .set({ former_of: videoId, replaced_at: sql<Date>`now()` })
    .where('id', '=', assetId)
    .execute();
}

/** Assets that a video showed before and that are still readable. */
export async function listFormerSources(db: Database, videoId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assets')
    .select('id')
    .where('former_of', '=', videoId)
    .where('state', '!=', sql.lit('deleted'))
    .execute();
  return rows.map(({ id }) => id);
}

/** Gives an asset to another person. */
export async function setAssetOwner(trx: Database, assetId: string, ownerId: string): Promise<void> {
  await trx.updateTable('assets').set({ owner_id: ownerId }).where('id', '=', assetId).execute();
}

/** Videos that these assets are the next source of, by asset. */
export async function findAwaitingVideos(db: Database, assetIds: string[]): Promise<Map<string, string>> {
  if (assetIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('videos')
    .select(['id', 'next_asset_id'])
    .where('next_asset_id', 'in', assetIds)
    .execute();
  return new Map(rows.map(({ id, next_asset_id }) => [next_asset_id ?? '', id]));
}
