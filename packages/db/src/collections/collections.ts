import { WeireelError, collectionLimits, type CollectionKind, type Visibility } from '@weireel/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { groupsOfCollections, setGroups } from '../groups/audience-groups.ts';
import { lockUser } from '../people/users.ts';
import { isOwnOf } from '../videos/visible.ts';
import type { CollectionRow } from './tables.ts';
import {
  belongsToCollection,
  isApartFromOwner,
  isShownIn,
  othersMayFindCollection,
} from './visible-collections.ts';

/** A collection as one person sees it. */
export interface CollectionOf extends CollectionRow {
  /** What its owner is called. */
  owner_nickname: string;
  /** Prefix of what its owner is shown by; null: nothing. */
  owner_avatar_key: string | null;
  /** Whether who asks belongs to one of the groups that it is for. */
  is_member: boolean;
  /** Whether a block keeps who asks from its owner. */
  is_apart: boolean;
  /** The groups that it is for, by their names. */
  groups: { id: string; name: string }[];
  /** Videos in it that who asks may see. */
  shown_count: number;
  /** The one of these that gives the cover; null: there are none. */
  shown_cover_id: string | null;
  /** Whether the video that was named is in it, seen or not; null: none was named. */
  has_video: boolean | null;
}

/** What its owner says of a collection. */
export interface CollectionFields {
  kind: CollectionKind;
  title: string;
  description: string;
  visibility: Visibility;
  /** The video in it that gives the cover; null: the first one. */
  coverVideoId: string | null;
  /** Groups that it is for. */
  groupIds: readonly string[];
}

/**
 * Makes a collection.
 *
 * @throws WeireelError `too_many_collections`; `not_in_collection`: nothing in it can give the cover
 */
export async function insertCollection(
  trx: Database,
  {
    id,
    ownerId,
    madeById = null,
    ...fields
  }: CollectionFields & { id: string; ownerId: string; madeById?: string | null },
): Promise<void> {
  await keepPlace(trx, ownerId);
  const { kind, title, description, visibility } = fields;
  await trx
    .insertInto('collections')
    .values({ id, owner_id: ownerId, made_by: madeById, kind, title, description, visibility })
    .execute();
  await changeCollection(trx, id, fields);
}

/**
 * Replaces what is said of a collection, whose row is held. Groups that are gone by now are left out.
 *
 * @throws WeireelError `not_in_collection`: the video that is to give the cover
 */
export async function changeCollection(
  trx: Database,
  id: string,
  { coverVideoId, groupIds, kind, title, description, visibility }: CollectionFields,
): Promise<void> {
  if (coverVideoId !== null && !(await holdsVideo(trx, id, coverVideoId)))
    throw new WeireelError('not_in_collection');
  await trx
    .updateTable('collections')
    .set({ kind, title, description, visibility, cover_video_id: coverVideoId })
    .where('id', '=', id)
    .execute();
  await setGroups(trx, groupsOfCollections, { id, groupIds });
}

/**
 * Lets a collection, whose row is held, be another person's or channel's.
 *
 * @param to `madeById`: who acts for the channel; null for a person
 * @throws WeireelError `too_many_collections`
 */
export async function changeOwner(
  trx: Database,
  id: string,
  to: { id: string; madeById: string | null },
): Promise<void> {
  await keepPlace(trx, to.id);
  await trx
    .updateTable('collections')
    .set({ owner_id: to.id, made_by: to.madeById })
    .where('id', '=', id)
    .execute();
}

/** Holds an owner who has room for one more, so that two calls cannot both make the last one. */
async function keepPlace(trx: Database, ownerId: string): Promise<void> {
  await lockUser(trx, ownerId);
  const { count } = await trx
    .selectFrom('collections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  if (count >= collectionLimits.ofPerson) throw new WeireelError('too_many_collections');
}

async function holdsVideo(db: Database, collectionId: string, videoId: string): Promise<boolean> {
  const row = await db
    .selectFrom('collection_items')
    .select('video_id')
    .where('collection_id', '=', collectionId)
    .where('video_id', '=', videoId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes a collection; the videos in it stay. */
export async function deleteCollection(trx: Database, id: string): Promise<void> {
  await trx.deleteFrom('collections').where('id', '=', id).execute();
}

/** Holds a collection's row until the transaction ends: what is in it changes one call after the other. */
export async function lockCollection(trx: Database, id: string): Promise<void> {
  await trx.selectFrom('collections').select('id').where('id', '=', id).forUpdate().execute();
}

/** A collection as a person sees it, whether or not they may; null: there is none. */
export async function findCollection(
  db: Database,
  id: string,
  askerId: string | null,
): Promise<CollectionOf | null> {
  const rows = await readCollections(db, { askerId, videoId: null, rest: sql`where collections.id = ${id}` });
  return rows[0] ?? null;
}

/** Those of some collections that others than their owners may find, as a person sees them; in no order. */
export function listFoundCollections(
  db: Database,
  ids: readonly string[],
  askerId: string | null,
): Promise<CollectionOf[]> {
  const rest = sql`where collections.id = any(${ids}::text[]) and ${othersMayFindCollection(askerId)}`;
  return readCollections(db, { askerId, videoId: null, rest });
}

/**
 * A person's or channel's collections, the newest first: to who acts for them all that are their own; to others those
 * that they may find and that show them something.
 */
export function listCollections(
  db: Database,
  options: {
    ownerId: string;
    askerId: string | null;
    /** Whether they are listed as who acts for the owner: all that are who asks' own. */
    isOwn: boolean;
    /** A video of which it is asked where it is; null: none. */
    videoId: string | null;
    limit: number;
    before: ListPosition | null;
  },
): Promise<CollectionOf[]> {
  const { ownerId, askerId, videoId, isOwn } = options;
  const isListed =
    isOwn && askerId !== null
      ? isOwnOf(askerId, 'collections')
      : sql`shown.count > 0 and ${othersMayFindCollection(askerId)}`;
  const rest = sql`where collections.owner_id = ${ownerId} and ${isListed}
    and ${isAfter(['collections.created_at', 'collections.id'], options.before)}
    order by collections.created_at desc, collections.id desc limit ${options.limit}`;
  return readCollections(db, { askerId, videoId, rest });
}

async function readCollections(
  db: Database,
  { askerId, videoId, rest }: { askerId: string | null; videoId: string | null; rest: RawBuilder<unknown> },
): Promise<CollectionOf[]> {
  const hasVideo =
    videoId === null
      ? sql`null::boolean`
      : sql`exists (select from collection_items where collection_id = collections.id and video_id = ${videoId})`;
  const { rows } = await sql<CollectionOf>`
    select collections.*, users.nickname as owner_nickname, users.avatar_key as owner_avatar_key,
      ${belongsToCollection(askerId)} as is_member, ${isApartFromOwner(askerId)} as is_apart,
      (select coalesce(json_agg(json_build_object('id', groups.id, 'name', groups.name) order by groups.name), '[]')
        from collection_groups join groups on groups.id = group_id
        where collection_id = collections.id) as groups,
      shown.count as shown_count, shown.cover_id as shown_cover_id, ${hasVideo} as has_video
    from collections join users on users.id = collections.owner_id
      cross join lateral (
        select count(*) as count, (array_agg(videos.id
          order by videos.id is not distinct from collections.cover_video_id desc, place))[1] as cover_id
        from collection_items join videos on videos.id = collection_items.video_id
          join assets on assets.id = videos.asset_id
        where collection_items.collection_id = collections.id and ${isShownIn(askerId)}) as shown
    ${rest}`.execute(db);
  return rows;
}
