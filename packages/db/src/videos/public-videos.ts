import { sql, type RawBuilder } from 'kysely';

/**
 * How many of a person's videos everybody may find, as an expression that asks nothing but the index
 * `videos_public_of_author`. It is the rule of visibility for whoever is not signed in, without its questions about
 * the asset: a video gets its time of publication when its asset plays whole, and no asset that does stops doing so.
 *
 * @param author the column that holds the person's id
 */
export function countPublicVideos(author: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select count(*) from videos as counted
    where counted.author_id = ${author} and counted.visibility = 'public' and counted.review = 'approved'
      and counted.published_at is not null and (counted.publish_at is null or counted.publish_at <= now()))`;
}
