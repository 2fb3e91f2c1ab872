import { mayOthers, type Deed, type VideoFacts } from '@weireel/catalogue';
import { sql, type RawBuilder } from 'kysely';
import type { AssetRow, VideoRow } from './tables.ts';

/**
 * The rule of visibility of `@weireel/catalogue` in SQL, for rows of `videos` joined with the asset that they show.
 * Every query that asks what others may do with a video uses it; a test holds it against the rule in every state.
 *
 * @param names what the two tables are called in the query
 */
export function othersMay(deed: Deed, names = { videos: 'videos', assets: 'assets' }): RawBuilder<boolean> {
  const video = (column: keyof VideoRow & string) => sql.ref(`${names.videos}.${column}`);
  const asset = (column: keyof AssetRow & string) => sql.ref(`${names.assets}.${column}`);
  const isOpen = sql`${video('visibility')} <> 'private' and ${video('review')} = 'approved'`;
  const isThere = sql`${isOpen} and ${asset('edition_id')} is not null and ${asset('state')} <> 'uploading'`;
  switch (deed) {
    case 'play':
      return sql<boolean>`(${isOpen})`;
    case 'see':
    case 'comment':
      return sql<boolean>`(${isThere})`;
    case 'find':
    case 'recommend':
      return sql<boolean>`(${isThere} and ${video('visibility')} = 'public'
        and ${video('published_at')} is not null)`;
  }
}

/** Whether a person may see a video, as others or as who made it, for rows of `videos` joined with their asset. */
export function isSeenBy(userId: string): RawBuilder<boolean> {
  return sql<boolean>`(videos.author_id = ${userId} or ${othersMay('see')})`;
}

/** The facts that the rule of visibility takes, of a video's row and that of its asset. */
export function factsOf(
  video: Pick<VideoRow, 'visibility' | 'review' | 'published_at'>,
  asset: Pick<AssetRow, 'edition_id' | 'state'>,
): VideoFacts {
  return {
    audience: video.visibility,
    review: video.review,
    playable: asset.edition_id !== null,
    arriving: asset.state === 'uploading',
    published: video.published_at !== null,
  };
}

/** Whether everybody may play a video by the address of its media. */
export function isOpenToAll(...row: Parameters<typeof factsOf>): boolean {
  return mayOthers('play', factsOf(...row));
}
