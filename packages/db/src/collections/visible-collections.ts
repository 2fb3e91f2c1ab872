import type { VideoAccessFacts } from '@weireel/catalogue';
import { sql, type RawBuilder } from 'kysely';
import { belongsToOneOf, groupsOfCollections } from '../groups/audience-groups.ts';
import { isApart } from '../people/apart.ts';
import { isMeantFor, isOwnOf, isSeenBy, othersMay } from '../videos/visible.ts';
import type { CollectionRow } from './tables.ts';

/** Whether who asks belongs to one of the groups that a collection is for, for rows of `collections`. */
export function belongsToCollection(askerId: string | null): RawBuilder<boolean> {
  if (askerId === null) return sql<boolean>`false`;
  return belongsToOneOf(askerId, groupsOfCollections, sql.ref('collections.id'));
}

/** Whether a block keeps who asks from the owner of a collection, for rows of `collections`. */
export function isApartFromOwner(askerId: string | null): RawBuilder<boolean> {
  return askerId === null ? sql<boolean>`false` : isApart(askerId, sql.ref('collections.owner_id'));
}

/** Whether others than its owner may find a collection, for rows of `collections`. */
export function othersMayFindCollection(askerId: string | null): RawBuilder<boolean> {
  const isMeant = isMeantFor(askerId, {
    visibility: sql.ref('collections.visibility'),
    isMember: belongsToCollection(askerId),
    isApart: isApartFromOwner(askerId),
  });
  return sql<boolean>`(collections.visibility <> 'unlisted' and ${isMeant})`;
}

/**
 * Whether who asks is shown a video in a collection, for rows of `collections` and `videos` joined with their asset:
 * one that they may see. A link that its author gives only to some is not passed on by the collection of somebody else.
 */
export function isShownIn(askerId: string | null): RawBuilder<boolean> {
  const isSeen = askerId === null ? othersMay('see', null) : isSeenBy(askerId);
  const isOwn =
    askerId === null ? sql`false` : sql`(${isOwnOf(askerId)} or ${isOwnOf(askerId, 'collections')})`;
  return sql<boolean>`(assets.state <> 'deleted' and ${isSeen} and (videos.visibility <> 'unlisted'
    or videos.author_id = collections.owner_id or ${isOwn}))`;
}

/**
 * Whether a collection holds something that others than those who made it may see in it, for rows of `collections`: of
 * one that shows nobody anything, not even the title is told.
 */
export function showsOthers(askerId: string | null): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from collection_items join videos on videos.id = collection_items.video_id
      join assets on assets.id = videos.asset_id
    where collection_id = collections.id and assets.state <> 'deleted' and ${othersMay('see', askerId)}
      and (videos.visibility <> 'unlisted' or videos.author_id = collections.owner_id) offset 0)`;
}

/**
 * What access to a collection depends on: the rule of visibility is that of videos. Nothing of it has to arrive, to
 * play, to be decided about or to come to its time.
 */
export function collectionFacts(
  row: Pick<CollectionRow, 'owner_id' | 'made_by' | 'visibility'> & { is_member: boolean; is_apart: boolean },
): VideoAccessFacts {
  return {
    ...{ authorId: row.owner_id, madeById: row.made_by, isMember: row.is_member, isApart: row.is_apart },
    ...{ audience: row.visibility, review: 'approved', playable: true, arriving: false },
    ...{ published: true, due: true },
  };
}
