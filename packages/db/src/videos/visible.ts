import { mayOthers, type Deed, type VideoAccessFacts, type VideoFacts } from '@weireel/catalogue';
import { sql, type RawBuilder } from 'kysely';
import { belongsToOneOf, groupsOfVideos } from '../groups/audience-groups.ts';
import { isApart } from '../people/apart.ts';
import type { AssetRow, VideoRow } from './tables.ts';

/** Who asks, in a query: a person's id, or the column that holds it; null: nobody who is signed in. */
export type Asker = string | RawBuilder<unknown> | null;

const usual = { videos: 'videos', assets: 'assets' };

/**
 * The rule of visibility of `@weireel/catalogue` in SQL, for rows of `videos` joined with the asset that they show.
 * Every query that asks what others may do with a video uses it; a test holds it against the rule in every state.
 *
 * @param names what the two tables are called in the query
 */
export function othersMay(deed: Deed, asker: Asker, names = usual): RawBuilder<boolean> {
  const visibility = sql.ref(`${names.videos}.visibility`);
  const isOpen = sql`${isFor(asker, names)} and ${isDue(names)} and ${sql.ref(`${names.videos}.review`)} = 'approved'`;
  switch (deed) {
    case 'play':
      return sql<boolean>`(${isOpen})`;
    case 'see':
    case 'comment':
      return sql<boolean>`(${isOpen} and ${playsWhole(names)})`;
    case 'find':
    case 'recommend':
      // As the index of the newest says it.
      return sql<boolean>`(${visibility} in ('public', 'internal', 'group') and ${isOpen}
        and ${playsWhole(names)} and ${sql.ref(`${names.videos}.published_at`)} is not null)`;
  }
}

/** Whether a video is meant for who asks. */
function isFor(asker: Asker, names: typeof usual): RawBuilder<boolean> {
  return isMeantFor(asker, {
    visibility: sql.ref(`${names.videos}.visibility`),
    isMember: belongsToGroupOf(asker, names),
    isApart: isApartFrom(asker, names),
  });
}

/** For whom something is, in a query. */
export interface Audience {
  /** The column that says it. */
  visibility: RawBuilder<unknown>;
  /** Whether who asks belongs to one of its groups. */
  isMember: RawBuilder<boolean>;
  /** Whether a block keeps who asks from who made it. */
  isApart: RawBuilder<boolean>;
}

/** Whether something is meant for who asks and has not made it. */
export function isMeantFor(asker: Asker, { visibility, isMember, isApart }: Audience): RawBuilder<boolean> {
  // What only some see costs a look-up, and is asked for last.
  if (asker === null) return sql<boolean>`${visibility} in ('public', 'unlisted')`;
  return sql<boolean>`((${visibility} in ('public', 'unlisted', 'internal')
    or (${visibility} = 'group' and ${isMember}))
    and not ${isApart})`;
}

/** Whether who asks belongs to one of the groups that a video is for. */
export function belongsToGroupOf(asker: Asker, names = usual): RawBuilder<boolean> {
  if (asker === null) return sql<boolean>`false`;
  return belongsToOneOf(asker, groupsOfVideos, sql.ref(`${names.videos}.id`));
}

/** Whether who asks and who made a video have nothing to do with each other, because one has blocked the other. */
export function isApartFrom(asker: Asker, names: Pick<typeof usual, 'videos'> = usual): RawBuilder<boolean> {
  return asker === null ? sql<boolean>`false` : isApart(asker, sql.ref(`${names.videos}.author_id`));
}

/** Whether the time has come from which others may see a video, by the one clock that all processes share. */
export function isDue(names: Pick<typeof usual, 'videos'> = usual): RawBuilder<boolean> {
  const publishAt = sql.ref(`${names.videos}.publish_at`);
  return sql<boolean>`(${publishAt} is null or ${publishAt} <= now())`;
}

function playsWhole(names: typeof usual): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${names.assets}.edition_id`)} is not null
    and ${sql.ref(`${names.assets}.state`)} <> 'uploading'`;
}

/** Whether everybody whom a video is for could find it, were its time there: then it gets its time of publication. */
export function isPublishable(): RawBuilder<boolean> {
  return sql<boolean>`(videos.visibility in ('public', 'internal', 'group') and videos.review = 'approved'
    and ${playsWhole(usual)})`;
}

/** What of a video's row the rule takes, and whether its time has come. */
export type TimelyVideo = Pick<VideoRow, 'visibility' | 'review' | 'published_at'> & {
  /** As `isDue` finds it. */
  is_due: boolean;
};

/** The columns that say whose a video, or a collection of videos, is. */
const authorship = {
  videos: { author: sql.ref('videos.author_id'), maker: sql.ref('videos.made_by') },
  collections: { author: sql.ref('collections.owner_id'), maker: sql.ref('collections.made_by') },
};

/**
 * Whether something is a person's own, for rows of `videos` or `collections`: as the rule `isOwnOf` of
 * `@weireel/catalogue` says it.
 */
export function isOwnOf(
  userId: string | RawBuilder<unknown>,
  of: keyof typeof authorship = 'videos',
): RawBuilder<boolean> {
  const { author, maker } = authorship[of];
  return sql<boolean>`(${author} = ${userId} or exists (select from group_members
    where group_id = ${author} and user_id = ${userId} and (role <> 'member' or ${maker} = ${userId})))`;
}

/** Whether a person may see a video, as others or as their own, for rows of `videos` joined with their asset. */
export function isSeenBy(userId: string | RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${othersMay('see', userId)} or ${isOwnOf(userId)})`;
}

/** The facts that the rule of visibility takes, of a video's row and that of its asset. */
export function factsOf(video: TimelyVideo, asset: Pick<AssetRow, 'edition_id' | 'state'>): VideoFacts {
  return {
    audience: video.visibility,
    review: video.review,
    playable: asset.edition_id !== null,
    arriving: asset.state === 'uploading',
    published: video.published_at !== null,
    due: video.is_due,
  };
}

/** What access to a video depends on for who was named when its row was read. */
export function accessFactsOf(
  video: TimelyVideo & Pick<VideoRow, 'author_id' | 'made_by'> & { is_member: boolean; is_apart: boolean },
  asset: Pick<AssetRow, 'edition_id' | 'state'>,
): VideoAccessFacts {
  return {
    ...{ authorId: video.author_id, madeById: video.made_by },
    isMember: video.is_member,
    isApart: video.is_apart,
    ...factsOf(video, asset),
  };
}

/** Whether everybody may play a video by the address of its media. */
export function isOpenToAll(...row: Parameters<typeof factsOf>): boolean {
  return mayOthers('play', factsOf(...row), 'visitor');
}
