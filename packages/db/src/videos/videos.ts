import type { ReviewState, Visibility } from '@weireel/contract';
import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Database } from '../engine/connect.ts';
import type { StoredArtefact } from './artefacts.ts';
import type { AssetRow, VideoRow } from './tables.ts';
import type { EditionRow, StoredRendition } from '../playback/tables.ts';
import type { StageRow } from '../processing/tables.ts';
import type { UserRow } from '../people/tables.ts';

/** A video with everything that its presentation needs. */
export interface VideoWithAsset {
  /** The video itself. */
  video: VideoRow;
  /** Who made it, with the number of their public videos. */
  author: Pick<UserRow, 'id' | 'nickname' | 'bio' | 'avatar_key' | 'roles'> & { publicVideos: number };
  /** What it shows. */
  asset: AssetRow;
  /** The edition that plays; null until one does. */
  edition: { id: string; state: EditionRow['state']; renditions: StoredRendition[] } | null;
  /** What is stored of the asset, beside its source and editions. */
  artefacts: StoredArtefact[];
  /** Steps of the pipeline, in no order. */
  stages: StageFacts[];
  /** The source on its way to take the asset's place; null: none. */
  next:
    | (Pick<AssetRow, 'id' | 'file_name' | 'state' | 'failure_code' | 'duration_ms'> & {
        stages: StageFacts[];
      })
    | null;
}

/** A step of the pipeline as it is shown. */
export type StageFacts = Pick<
  StageRow,
  'stage' | 'state' | 'progress' | 'reason_codes' | 'started_at' | 'finished_at'
>;

/** A place in a list that is ordered by time and id. */
export interface ListPosition {
  /** Time of the last item seen. */
  at: Date;
  /** Its id. */
  id: string;
}

/** A video to add. */
export interface NewVideo {
  /** New id. */
  id: string;
  /** Asset that it shows. */
  assetId: string;
  /** Who made it. */
  authorId: string;
  /** Title. */
  title: string;
  /** Description; may be empty. */
  description: string;
  /** Tags. */
  tags: string[];
  /** Category; null: none. */
  categoryId: string | null;
  /** Who may see it. */
  visibility: Visibility;
  /** Where review stands at the start. */
  review: ReviewState;
  /** Where the cover is taken from; null: chosen by us. */
  coverTimeMs: number | null;
}

/** Adds a video; published at once when its asset already plays and it may be public. */
export async function insertVideo(trx: Database, video: NewVideo): Promise<void> {
  await trx
    .insertInto('videos')
    .values({
      id: video.id,
      asset_id: video.assetId,
      author_id: video.authorId,
      title: video.title,
      description: video.description,
      tags: video.tags,
      category_id: video.categoryId,
      visibility: video.visibility,
      review: video.review,
      cover_time_ms: video.coverTimeMs,
    })
    .execute();
  await publishVideos(trx, video.assetId);
}

/** Stamps `published_at` on the asset's videos that have become visible to others. */
export async function publishVideos(trx: Database, assetId: string): Promise<void> {
  await trx
    .updateTable('videos')
    .from('assets')
    .set({ published_at: sql<Date>`now()` })
    .whereRef('assets.id', '=', 'videos.asset_id')
    .where('videos.asset_id', '=', assetId)
    .where('assets.edition_id', 'is not', null)
    // What plays before its last byte is there may yet turn out to be none: others see it later.
    .where('assets.state', '!=', 'uploading')
    .where('videos.visibility', '=', 'public')
    .where('videos.review', '=', 'approved')
    .where('videos.published_at', 'is', null)
    .execute();
}

/** Replaces the editable fields. */
export async function updateVideoDetails(
  trx: Database,
  id: string,
  details: Pick<NewVideo, 'title' | 'description' | 'tags' | 'categoryId' | 'visibility' | 'review'>,
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({
      title: details.title,
      description: details.description,
      tags: details.tags,
      category_id: details.categoryId,
      visibility: details.visibility,
      review: details.review,
    })
    .where('id', '=', id)
    .execute();
}

/** Gives an asset another random media path, so that links and signatures given out before are dead. */
export async function rotateMediaKey(trx: Database, assetId: string, mediaKey: string): Promise<void> {
  await trx.updateTable('assets').set({ media_key: mediaKey }).where('id', '=', assetId).execute();
}

/** Removes a video's row. */
export async function deleteVideo(trx: Database, id: string): Promise<void> {
  await trx.deleteFrom('videos').where('id', '=', id).execute();
}

/** Finds a video. */
export async function findVideo(db: Database, id: string): Promise<VideoWithAsset | null> {
  const rows = await withEverything(db, (query) => query.where('videos.id', '=', id));
  return rows[0] ?? null;
}

/** Videos that show an asset. */
export async function listVideosOfAsset(db: Database, assetId: string): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) => query.where('videos.asset_id', '=', assetId));
}

/** Videos that show an asset, or whose next source it is. */
export async function listVideosAbout(db: Database, assetId: string): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) =>
    query.where((eb) =>
      eb.or([eb('videos.asset_id', '=', assetId), eb('videos.next_asset_id', '=', assetId)]),
    ),
  );
}

/** A person's videos in every state, newest first. */
export async function listVideosOfAuthor(
  db: Database,
  options: { authorId: string; limit: number; before: ListPosition | null },
): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) => {
    const mine = query
      .where('videos.author_id', '=', options.authorId)
      .orderBy('videos.created_at', 'desc')
      .orderBy('videos.id', 'desc')
      .limit(options.limit);
    return options.before
      ? mine.where(
          sql<boolean>`(videos.created_at, videos.id) < (${options.before.at}, ${options.before.id})`,
        )
      : mine;
  });
}

/** Videos that everybody may see, the newest published first. */
export async function listLatestVideos(
  db: Database,
  options: { limit: number; before: ListPosition | null },
): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) => {
    const latest = query
      .where('videos.visibility', '=', 'public')
      .where('videos.review', '=', 'approved')
      .where('videos.published_at', 'is not', null)
      .orderBy('videos.published_at', 'desc')
      .orderBy('videos.id', 'desc')
      .limit(options.limit);
    return options.before
      ? latest.where(
          sql<boolean>`(videos.published_at, videos.id) < (${options.before.at}, ${options.before.id})`,
        )
      : latest;
  });
}

function baseQuery(db: Database) {
  return db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .innerJoin('users', 'users.id', 'videos.author_id')
    .leftJoin('editions', 'editions.id', 'assets.edition_id')
    .where('assets.state', '!=', 'deleted')
    .select((eb) => [
      eb.fn.toJson('videos').as('video'),
      eb.fn.toJson('assets').as('asset'),
      'users.id as user_id',
      'users.nickname',
      'users.bio',
      'users.avatar_key',
      'users.roles',
      'editions.id as edition_id',
      'editions.state as edition_state',
      'editions.renditions as edition_renditions',
      eb
        .selectFrom('videos as others')
        .select((sub) => sub.fn.countAll<number>().as('count'))
        .whereRef('others.author_id', '=', 'users.id')
        .where('others.visibility', '=', 'public')
        .where('others.review', '=', 'approved')
        .where('others.published_at', 'is not', null)
        .as('public_videos'),
      jsonArrayFrom(
        eb
          .selectFrom('artefacts')
          .select(['artefacts.kind', 'artefacts.key', 'artefacts.facts'])
          .whereRef('artefacts.asset_id', '=', 'assets.id')
          .where('artefacts.state', '=', 'stored')
          .where('artefacts.kind', 'not in', ['source', 'edition']),
      ).as('artefacts'),
      jsonArrayFrom(
        eb.selectFrom('stages').select(stageColumns).whereRef('stages.asset_id', '=', 'assets.id'),
      ).as('stages'),
      jsonObjectFrom(
        eb
          .selectFrom('assets as next')
          .select((sub) => [
            ...([
              'next.id',
              'next.file_name',
              'next.state',
              'next.failure_code',
              'next.duration_ms',
            ] as const),
            jsonArrayFrom(
              sub.selectFrom('stages').select(stageColumns).whereRef('stages.asset_id', '=', 'next.id'),
            ).as('stages'),
          ])
          .whereRef('next.id', '=', 'videos.next_asset_id')
          .where('next.state', '!=', 'deleted'),
      ).as('next'),
    ]);
}

const stageColumns = [
  'stages.stage',
  'stages.state',
  'stages.progress',
  'stages.reason_codes',
  'stages.started_at',
  'stages.finished_at',
] as const;

async function withEverything(
  db: Database,
  refine: (query: ReturnType<typeof baseQuery>) => ReturnType<typeof baseQuery>,
): Promise<VideoWithAsset[]> {
  const rows = await refine(baseQuery(db)).execute();
  return rows.map((row) => ({
    video: {
      ...row.video,
      created_at: new Date(row.video.created_at),
      published_at: dateOrNull(row.video.published_at),
    },
    author: {
      id: row.user_id,
      nickname: row.nickname,
      bio: row.bio,
      avatar_key: row.avatar_key,
      roles: row.roles,
      publicVideos: row.public_videos ?? 0,
    },
    asset: {
      ...row.asset,
      created_at: new Date(row.asset.created_at),
      deleted_at: dateOrNull(row.asset.deleted_at),
      replaced_at: dateOrNull(row.asset.replaced_at),
    },
    edition:
      row.edition_id !== null && row.edition_state !== null
        ? { id: row.edition_id, state: row.edition_state, renditions: row.edition_renditions ?? [] }
        : null,
    // Facts were written by `storeArtefact` for the row's own kind.
    artefacts: row.artefacts as StoredArtefact[],
    stages: row.stages.map(withDates),
    next: row.next && { ...row.next, stages: row.next.stages.map(withDates) },
  }));
}

function withDates(
  stage: Omit<StageFacts, 'started_at' | 'finished_at'> & {
    started_at: Date | string | null;
    finished_at: Date | string | null;
  },
): StageFacts {
  return {
    ...stage,
    started_at: dateOrNull(stage.started_at),
    finished_at: dateOrNull(stage.finished_at),
  };
}

// Rows that come as JSON carry times as text.
function dateOrNull(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
