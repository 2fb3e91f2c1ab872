import { sql } from 'kysely';
import type { CommentingFacts } from '@weireel/catalogue';
import type { Database } from '../engine/connect.ts';
import { accessFactsOf, belongsToGroupOf, isApartFrom, isDue } from './visible.ts';

/**
 * What access to a video, and saying something below it, depends on, and nothing else of it; null: there is no such
 * video.
 *
 * @param askerId who asks; null: nobody who is signed in
 */
export async function findVideoFacts(
  db: Database,
  id: string,
  askerId: string | null,
): Promise<CommentingFacts | null> {
  const row = await db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select([
      'videos.author_id',
      'videos.made_by',
      'videos.visibility',
      'videos.review',
      'videos.published_at',
      'videos.comment_policy',
    ])
    .select(['assets.edition_id', 'assets.state'])
    .select([
      isDue().as('is_due'),
      belongsToGroupOf(askerId).as('is_member'),
      isApartFrom(askerId).as('is_apart'),
    ])
    .where('videos.id', '=', id)
    .where('assets.state', '!=', sql.lit('deleted'))
    .executeTakeFirst();
  return row ? { policy: row.comment_policy, ...accessFactsOf(row, row) } : null;
}
