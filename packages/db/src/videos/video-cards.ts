import { sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import { tracksOfVideo, type TrackFacts } from '../captions/tracks-of-video.ts';
import { mineOf, type Mine } from '../community/mine.ts';
import type { Database } from '../engine/connect.ts';
import { isAfter, isOneOf, type ListPosition } from '../engine/keyset.ts';
import { isNotHidden } from '../feed/hidden.ts';
import type { UserRow } from '../people/tables.ts';
import type { UserCounts } from '../people/users.ts';
import type { EditionRow, StoredRendition } from '../playback/tables.ts';
import type { StoredArtefact } from './artefacts.ts';
import { countPublicVideos } from './public-videos.ts';
import type { AssetRow, VideoRow } from './tables.ts';
import { belongsToGroupOf, isApartFrom, isDue, othersMay } from './visible.ts';

/** A video as lists show it: what the answer says, and nothing that only its author is told. */
export interface VideoCard {
  /** The video itself; whether its time has come; whether who asked belongs to one of the groups that it is for, and whether a block keeps them from its author. */
  video: VideoRow & { is_due: boolean; is_member: boolean; is_apart: boolean };
  /** What it counts. */
  counts: { likes: number; favourites: number; comments: number; danmaku: number; shares: number };
  /** Who made it, with what they count. */
  author: Pick<UserRow, 'id' | 'nickname' | 'bio' | 'badge' | 'avatar_key' | 'roles'> & {
    counts: UserCounts;
  };
  /** What it shows. */
  asset: AssetFacts;
  /** The edition that plays; null until one does. */
  edition: { id: string; state: EditionRow['state']; renditions: StoredRendition[] } | null;
  /** What is stored of the asset, beside its source and editions. */
  artefacts: StoredArtefact[];
  /** The languages in which it has captions, in their order. */
  captions: TrackFacts[];
  /** What who asked has to do with it; null: it was not asked for. */
  mine: Mine | null;
}

/** What is shown of an asset. */
export type AssetFacts = Pick<
  AssetRow,
  | 'id'
  | 'owner_id'
  | 'state'
  | 'failure_code'
  | 'failed_take'
  | 'media_key'
  | 'edition_id'
  | 'duration_ms'
  | 'width_px'
  | 'height_px'
>;

/** Videos that the viewer may find, the newest published first, without those that they have hidden. */
export async function listLatestVideos(
  db: Database,
  options: { viewerId: string | null; limit: number; before: ListPosition | null },
): Promise<VideoCard[]> {
  const { viewerId } = options;
  const wanted = found(db, viewerId).where(isNotHidden(viewerId));
  return cardsOf(db, viewerId, pageOf(wanted, options), viewerId);
}

/** A person's videos that who asks may find, the latest published first. */
export async function listVideosBy(
  db: Database,
  options: { authorId: string; askerId: string | null; limit: number; before: ListPosition | null },
): Promise<VideoCard[]> {
  const { authorId, askerId } = options;
  const wanted = found(db, askerId).where('videos.author_id', '=', authorId);
  return cardsOf(db, askerId, pageOf(wanted, options));
}

/** Videos of a category that who asks may find, the latest published first. */
export async function listVideosOfCategory(
  db: Database,
  options: { categoryId: string; askerId: string | null; limit: number; before: ListPosition | null },
): Promise<VideoCard[]> {
  const { categoryId, askerId } = options;
  const wanted = found(db, askerId).where('videos.category_id', '=', categoryId);
  return cardsOf(db, askerId, pageOf(wanted, options));
}

/** Ids of what who asks may find. */
function found(db: Database, askerId: string | null) {
  return db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select('videos.id')
    .where('assets.state', '!=', sql.lit('deleted'))
    .where(othersMay('find', askerId));
}

/** A page of these, the latest published first. */
function pageOf(
  wanted: ReturnType<typeof found>,
  { before, limit }: { before: ListPosition | null; limit: number },
): ReturnType<typeof found> {
  return wanted
    .where(isAfter(['videos.published_at', 'videos.id'], before))
    .orderBy('videos.published_at', 'desc')
    .orderBy('videos.id', 'desc')
    .limit(limit);
}

/** The videos of a page, the latest published first. */
async function cardsOf(
  db: Database,
  askerId: string | null,
  page: ReturnType<typeof found>,
  mineFor: string | null = null,
): Promise<VideoCard[]> {
  const rows = await cardQuery(db, askerId, mineFor)
    .where(isOneOf('videos.id', page))
    .orderBy('videos.published_at', 'desc')
    .orderBy('videos.id', 'desc')
    .execute();
  return rows.map(toCard);
}

/** Some of the videos that who asks may find, in the order of their ids; those that are gone by now are left out. */
export async function listFoundCards(
  db: Database,
  ids: readonly string[],
  askerId: string | null,
): Promise<VideoCard[]> {
  if (ids.length === 0) return [];
  const rows = await cardQuery(db, askerId)
    .where(othersMay('find', askerId))
    .where(sql<boolean>`videos.id = any(${ids}::text[])`)
    .execute();
  return inOrder(rows, ids);
}

/** Some videos as a viewer is shown them, whether or not they may be, in the order of their ids; those that are gone are left out. */
export async function listCards(
  db: Database,
  ids: readonly string[],
  viewerId: string | null,
): Promise<VideoCard[]> {
  if (ids.length === 0) return [];
  return inOrder(
    await cardQuery(db, viewerId)
      .where(sql<boolean>`videos.id = any(${ids}::text[])`)
      .execute(),
    ids,
  );
}

function inOrder(rows: readonly CardRow[], ids: readonly string[]): VideoCard[] {
  const cards = new Map(rows.map((row) => [row.id, toCard(row)]));
  return ids.flatMap((id) => cards.get(id) ?? []);
}

/**
 * Videos with all that a card says, for a query to choose among.
 *
 * @param mineFor whose reactions are read with them; null: nobody's. It is a statement less for what is asked for all
 *   the time, and makes PostgreSQL rather keep a plan that is the same for all, which a list of one author's must not have
 */
export function cardQuery(db: Database, askerId: string | null, mineFor: string | null = null) {
  return db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .innerJoin('users', 'users.id', 'videos.author_id')
    .leftJoin('editions', 'editions.id', 'assets.edition_id')
    .leftJoin('video_counts', 'video_counts.video_id', 'videos.id')
    .leftJoin('user_counts', 'user_counts.user_id', 'videos.author_id')
    .where('assets.state', '!=', sql.lit('deleted'))
    .selectAll('videos')
    .select([
      isDue().as('is_due'),
      belongsToGroupOf(askerId).as('is_member'),
      isApartFrom(askerId).as('is_apart'),
      mineOf(mineFor).as('mine'),
    ])
    .select((eb) => [
      jsonBuildObject({
        id: eb.ref('assets.id'),
        owner_id: eb.ref('assets.owner_id'),
        state: eb.ref('assets.state'),
        failure_code: eb.ref('assets.failure_code'),
        failed_take: eb.ref('assets.failed_take'),
        media_key: eb.ref('assets.media_key'),
        edition_id: eb.ref('assets.edition_id'),
        duration_ms: eb.ref('assets.duration_ms'),
        width_px: eb.ref('assets.width_px'),
        height_px: eb.ref('assets.height_px'),
      } satisfies Record<keyof AssetFacts, unknown>).as('asset'),
      'users.nickname',
      'users.bio',
      'users.badge',
      'users.avatar_key',
      'users.roles',
      'video_counts.likes',
      'video_counts.favourites',
      'video_counts.comments',
      'video_counts.danmaku',
      'video_counts.shares',
      'user_counts.followers',
      'user_counts.following',
      'editions.state as edition_state',
      'editions.renditions as edition_renditions',
      countPublicVideos(sql.ref('users.id')).as('public_videos'),
      jsonArrayFrom(
        eb
          .selectFrom('artefacts')
          .select(['artefacts.kind', 'artefacts.key', 'artefacts.facts'])
          .whereRef('artefacts.asset_id', '=', 'assets.id')
          .where('artefacts.state', '=', sql.lit('stored'))
          .where('artefacts.kind', 'not in', ['source', 'edition']),
      ).as('artefacts'),
      tracksOfVideo.as('captions'),
    ]);
}

type CardRow = Awaited<ReturnType<ReturnType<typeof cardQuery>['execute']>>[number];

/** What a row of `cardQuery` says, in its shape. */
export function toCard(row: CardRow): VideoCard {
  const { asset, nickname, bio, badge, avatar_key, roles, edition_state, edition_renditions, ...rest } = row;
  const { public_videos, artefacts, captions, mine, followers, following, ...counted } = rest;
  const { likes, favourites, comments, danmaku, shares, ...video } = counted;
  const authorCounts = { videos: public_videos, followers: followers ?? 0, following: following ?? 0 };
  return {
    video,
    counts: {
      likes: likes ?? 0,
      favourites: favourites ?? 0,
      comments: comments ?? 0,
      danmaku: danmaku ?? 0,
      shares: shares ?? 0,
    },
    author: { id: video.author_id, nickname, bio, badge, avatar_key, roles, counts: authorCounts },
    asset,
    edition:
      asset.edition_id !== null && edition_state !== null
        ? { id: asset.edition_id, state: edition_state, renditions: edition_renditions ?? [] }
        : null,
    // Facts were written by `storeArtefact` for the row's own kind.
    artefacts: artefacts as StoredArtefact[],
    ...{ captions, mine },
  };
}
