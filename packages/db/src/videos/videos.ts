import {
  forbiddenTransition,
  originsOf,
  reviewTransitions,
  videoTransitions,
  type VideoState,
} from '@weireel/catalogue';
import type { Chapter, CoverWord, ReviewState, Visibility } from '@weireel/contract';
import { comparableText } from '@weireel/search';
import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { isWithinLength } from '../chapters/is-within.ts';
import type { Database } from '../engine/connect.ts';
import { decodeDates, type WithTextDates } from '../engine/decode-dates.ts';
import { isAfter, isOneOf, type ListPosition } from '../engine/keyset.ts';
import type { StageRow } from '../processing/tables.ts';
import type { AssetRow } from './tables.ts';
import { cardQuery, toCard, type VideoCard } from './video-cards.ts';
import { isDue, isPublishable } from './visible.ts';

/** A video with everything that its author is told. */
export interface VideoWithAsset extends VideoCard {
  /** Steps of the pipeline, in no order. */
  stages: StageFacts[];
  /** The groups that it is for, by their names. */
  groups: { id: string; name: string }[];
  /** Its chapters, in the order of time, of what it shows now. */
  chapters: Chapter[];
  /** The source on its way to take the asset's place; null: none. */
  next:
    | (Pick<AssetRow, 'id' | 'file_name' | 'state' | 'failure_code' | 'failed_take' | 'duration_ms'> & {
        stages: StageFacts[];
      })
    | null;
}

/** A step of the pipeline as it is shown. */
export type StageFacts = Pick<
  StageRow,
  'stage' | 'state' | 'progress' | 'reason_codes' | 'started_at' | 'finished_at'
>;

/** A video to add. */
export interface NewVideo {
  /** New id. */
  id: string;
  /** Asset that it shows. */
  assetId: string;
  /** Whose it is. */
  authorId: string;
  /** Who makes it as the channel that is its author; null or absent: its author does. */
  madeById?: string | null;
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
  /** Words that are laid over it. Absent: none. */
  coverWords?: readonly CoverWord[];
  /** From when on others may see it; null: at once. Absent: at once, or as before. */
  publishAt?: Date | null;
}

/** Adds a video; published at once when its asset already plays and it may be public. */
export async function insertVideo(trx: Database, video: NewVideo): Promise<void> {
  await trx
    .insertInto('videos')
    .values({
      id: video.id,
      asset_id: video.assetId,
      author_id: video.authorId,
      made_by: video.madeById ?? null,
      title: video.title,
      description: video.description,
      tags: video.tags,
      tag_keys: tagKeysOf(video.tags),
      category_id: video.categoryId,
      visibility: video.visibility,
      review: video.review,
      cover_time_ms: video.coverTimeMs,
      ...(video.coverWords !== undefined && { cover_words: JSON.stringify(video.coverWords) }),
      publish_at: video.publishAt ?? null,
    })
    .execute();
  await publishVideos(trx, video.assetId);
}

/**
 * Stamps `published_at` on the asset's videos that those whom they are for may find now, or when their time has come:
 * nothing has to happen then.
 */
export async function publishVideos(trx: Database, assetId: string): Promise<void> {
  await trx
    .updateTable('videos')
    .from('assets')
    .set({ published_at: sql<Date>`greatest(now(), videos.publish_at)` })
    .whereRef('assets.id', '=', 'videos.asset_id')
    .where('videos.asset_id', '=', assetId)
    .where(isPublishable())
    .where(standing, 'in', originsOf(videoTransitions, 'published'))
    .execute();
}

/** Whether a video was ever shown to all whom it is for, as `videoTransitions` names it. */
const standing = sql<VideoState>`case when videos.published_at is null then 'unpublished' else 'published' end`;

/**
 * Replaces the editable fields. A time of publication that has not come yet is taken back: `publishVideos` says it
 * anew.
 *
 * @returns whether its time has come by what it has now
 * @throws WeireelError `wrong_state`: where review is to stand is nothing that a change may lead to
 */
export async function updateVideoDetails(
  trx: Database,
  id: string,
  details: Pick<
    NewVideo,
    'title' | 'description' | 'tags' | 'categoryId' | 'visibility' | 'review' | 'publishAt'
  > & { downloadable?: boolean },
): Promise<boolean> {
  const row = await trx
    .updateTable('videos')
    .set({
      title: details.title,
      description: details.description,
      tags: details.tags,
      tag_keys: tagKeysOf(details.tags),
      category_id: details.categoryId,
      visibility: details.visibility,
      review: details.review,
      ...(details.downloadable !== undefined && { downloadable: details.downloadable }),
      ...(details.publishAt !== undefined && { publish_at: details.publishAt }),
      published_at: sql<Date | null>`case when published_at <= now() then published_at end`,
    })
    .where('id', '=', id)
    .where('review', 'in', originsOf(reviewTransitions, details.review))
    .returning(isDue().as('is_due'))
    .executeTakeFirst();
  if (row) return row.is_due;
  const now = await trx.selectFrom('videos').select('review').where('id', '=', id).executeTakeFirst();
  if (now) throw forbiddenTransition(now.review, details.review);
  return false;
}

/** By what a video's tags are found. */
function tagKeysOf(tags: readonly string[]): string[] {
  return [...new Set(tags.map(comparableText))];
}

/** Removes a video's row. */
export async function deleteVideo(trx: Database, id: string): Promise<void> {
  await trx.deleteFrom('videos').where('id', '=', id).execute();
}

/**
 * Finds a video.
 *
 * @param askerId who asks. Absent: nobody who is signed in, or it does not matter
 */
export async function findVideo(
  db: Database,
  id: string,
  askerId: string | null = null,
): Promise<VideoWithAsset | null> {
  const rows = await withEverything(db, (query) => query.where('videos.id', '=', id), askerId);
  return rows[0] ?? null;
}

/** Videos that show an asset. */
export async function listVideosOfAsset(db: Database, assetId: string): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) => query.where('videos.asset_id', '=', assetId));
}

/** How many videos show an asset, or will. */
export async function countVideosAbout(db: Database, assetId: string): Promise<number> {
  const row = await db
    .selectFrom('videos')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('asset_id', '=', assetId), eb('next_asset_id', '=', assetId)]))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Videos that show an asset, or whose next source it is. */
export async function listVideosAbout(db: Database, assetId: string): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) =>
    query.where((eb) =>
      eb.or([eb('videos.asset_id', '=', assetId), eb('videos.next_asset_id', '=', assetId)]),
    ),
  );
}

/** Which of a person's videos are asked for. */
export interface VideosWanted {
  /** Whose: themselves, and the channels that they belong to. */
  authorIds: readonly string[];
  /** These. */
  videoIds: readonly string[];
  /** And those that show these assets, or will. */
  assetIds: readonly string[];
}

/** Those of a person's videos that are asked for, each once, in the order in which they were created. */
export async function listWantedVideos(
  db: Database,
  { authorIds, videoIds, assetIds }: VideosWanted,
): Promise<VideoWithAsset[]> {
  return withEverything(db, (query) =>
    query
      .where(sql<boolean>`videos.author_id = any(${authorIds}::text[])`)
      .where(
        sql<boolean>`(videos.id = any(${videoIds}::text[]) or videos.asset_id = any(${assetIds}::text[])
          or videos.next_asset_id = any(${assetIds}::text[]))`,
      )
      .orderBy('videos.created_at')
      .orderBy('videos.id'),
  );
}

/**
 * A person's or channel's videos in every state, newest first.
 *
 * @param options `madeById`: only those that this member has made as the channel. Absent: whoever has
 */
export async function listVideosOfAuthor(
  db: Database,
  options: { authorId: string; madeById?: string; limit: number; before: ListPosition | null },
): Promise<VideoWithAsset[]> {
  const page = db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select('videos.id')
    .where('assets.state', '!=', sql.lit('deleted'))
    .where('videos.author_id', '=', options.authorId)
    .$if(options.madeById !== undefined, (query) =>
      query.where('videos.made_by', '=', options.madeById ?? null),
    )
    .where(isAfter(['videos.created_at', 'videos.id'], options.before))
    .orderBy('videos.created_at', 'desc')
    .orderBy('videos.id', 'desc')
    .limit(options.limit);
  return withEverything(db, (query) =>
    query.where(isOneOf('videos.id', page)).orderBy('videos.created_at', 'desc').orderBy('videos.id', 'desc'),
  );
}

function fullQuery(db: Database, askerId: string | null) {
  return cardQuery(db, askerId, askerId).select((eb) => [
    jsonArrayFrom(
      eb
        .selectFrom('video_groups')
        .innerJoin('groups', 'groups.id', 'video_groups.group_id')
        .select(['groups.id', 'groups.name'])
        .whereRef('video_groups.video_id', '=', 'videos.id')
        .orderBy('groups.name'),
    ).as('groups'),
    jsonArrayFrom(
      eb
        .selectFrom('chapters')
        .select(['chapters.start_ms as startMs', 'chapters.title'])
        .whereRef('chapters.video_id', '=', 'videos.id')
        .where(isWithinLength(sql.ref('assets.duration_ms')))
        .orderBy('chapters.start_ms'),
    ).as('chapters'),
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
            'next.failed_take',
            'next.duration_ms',
          ] as const),
          jsonArrayFrom(
            sub.selectFrom('stages').select(stageColumns).whereRef('stages.asset_id', '=', 'next.id'),
          ).as('stages'),
        ])
        .whereRef('next.id', '=', 'videos.next_asset_id')
        .where('next.state', '!=', sql.lit('deleted')),
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
  refine: (query: ReturnType<typeof fullQuery>) => ReturnType<typeof fullQuery>,
  askerId: string | null = null,
): Promise<VideoWithAsset[]> {
  const rows = await refine(fullQuery(db, askerId)).execute();
  return rows.map(({ stages, next, groups, chapters, ...row }) => ({
    ...toCard(row),
    groups,
    chapters,
    stages: decodeStages(stages),
    next: next && { ...next, stages: decodeStages(next.stages) },
  }));
}

// Rows inside JSON carry times as text.
function decodeStages(rows: readonly WithTextDates<StageFacts>[]): StageFacts[] {
  return rows.map((row) => decodeDates<StageFacts>(row, { started_at: true, finished_at: true }));
}

/** Ids of all videos of an author, in their order. */
export async function listVideoIdsOfAuthor(db: Database, authorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('videos')
    .select('id')
    .where('author_id', '=', authorId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
