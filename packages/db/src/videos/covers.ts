import type { CoverWord } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import {
  listArtefacts,
  removeArtefacts,
  replaceArtefacts,
  spendArtefacts,
  storeArtefact,
} from './artefacts.ts';

/** A cover that an author chose and that is not made yet. */
export interface WantedCover {
  /** The video. */
  videoId: string;
  /** Moment of the clip in milliseconds. */
  atMs: number;
  /** What is laid over it; null: nothing. */
  words: readonly CoverWord[] | null;
}

/** Covers of an asset's videos that were chosen and are not made, or were made of something worse. */
export async function listWantedCovers(db: Database, assetId: string): Promise<WantedCover[]> {
  const rows = await db
    .selectFrom('videos')
    .select(['id', 'cover_time_ms', 'cover_words'])
    .where('asset_id', '=', assetId)
    .where('cover_time_ms', 'is not', null)
    .where(sql<boolean>`cover_made_ms is distinct from cover_time_ms`)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, cover_time_ms, cover_words }) =>
    cover_time_ms === null ? [] : [{ videoId: id, atMs: cover_time_ms, words: cover_words }],
  );
}

/** Blob keys of covers that an asset's videos have of their own. */
export async function listCovers(db: Database, assetId: string): Promise<{ videoId: string; key: string }[]> {
  const covers = await listArtefacts(db, assetId, ['cover']);
  return covers.map(({ key, facts: { videoId } }) => ({ videoId, key }));
}

/**
 * Chooses where a video's cover is taken; null: we choose, which holds at once. Until another one is made the
 * former cover stays.
 *
 * @returns whether a cover has to be made
 */
export async function chooseCoverTime(
  trx: Database,
  videoId: string,
  coverTimeMs: number | null,
): Promise<boolean> {
  if (coverTimeMs === null) await forgetCover(trx, videoId, { isSpent: true });
  const row = await trx
    .updateTable('videos')
    .set({ cover_time_ms: coverTimeMs })
    .where('id', '=', videoId)
    .returning('cover_made_ms')
    .executeTakeFirst();
  return row !== undefined && coverTimeMs !== null && row.cover_made_ms !== coverTimeMs;
}

/**
 * Gives a video the cover that was made for it.
 *
 * @returns whose video it is; null when its author has chosen another moment meanwhile: nothing is changed then
 */
export async function publishCover(
  trx: Database,
  assetId: string,
  cover: Omit<WantedCover, 'words'> & { key: string; placeholder: string },
): Promise<{ authorId: string } | null> {
  const former = await trx
    .selectFrom('videos')
    .select('author_id')
    .where('id', '=', cover.videoId)
    .where('asset_id', '=', assetId)
    .where('cover_time_ms', '=', cover.atMs)
    .where(sql<boolean>`cover_made_ms is distinct from cover_time_ms`)
    .forUpdate()
    .executeTakeFirst();
  if (!former) return null;
  const { key, ...facts } = cover;
  await spendArtefacts(trx, await coverKeys(trx, assetId, cover.videoId));
  await storeArtefact(trx, { kind: 'cover', key, facts });
  await trx
    .updateTable('videos')
    .set({ cover_made_ms: cover.atMs })
    .where('id', '=', cover.videoId)
    .execute();
  return { authorId: former.author_id };
}

/** Has all chosen covers of an asset made again, of what is better than before; they stay until then. */
export async function renewCovers(trx: Database, assetId: string): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ cover_made_ms: null })
    .where('asset_id', '=', assetId)
    .where('cover_time_ms', 'is not', null)
    .execute();
}

/** Takes a video's own cover away. `isSpent`: its blob is there, to be removed in time. */
export async function forgetCover(
  trx: Database,
  videoId: string,
  { isSpent }: { isSpent: boolean },
): Promise<void> {
  const video = await trx
    .selectFrom('videos')
    .select('asset_id')
    .where('id', '=', videoId)
    .forUpdate()
    .executeTakeFirst();
  if (!video) return;
  const keys = await coverKeys(trx, video.asset_id, videoId);
  if (isSpent) await spendArtefacts(trx, keys);
  else await removeArtefacts(trx, keys);
  await trx.updateTable('videos').set({ cover_made_ms: null }).where('id', '=', videoId).execute();
}

/** Gives up a video's own cover at once: the video was deleted. */
export async function dropCover(trx: Database, video: { id: string; asset_id: string }): Promise<void> {
  await spendArtefacts(trx, await coverKeys(trx, video.asset_id, video.id), { isUrgent: true });
}

async function coverKeys(trx: Database, assetId: string, videoId: string): Promise<string[]> {
  const covers = await listCovers(trx, assetId);
  return covers.filter((cover) => cover.videoId === videoId).map(({ key }) => key);
}

/** Gives an asset the cover of those videos whose author did not choose one. */
export async function publishPoster(
  trx: Database,
  assetId: string,
  { key, placeholder }: { key: string; placeholder: string },
): Promise<void> {
  await replaceArtefacts(trx, assetId, ['poster'], [{ kind: 'poster', key, facts: { placeholder } }]);
}
