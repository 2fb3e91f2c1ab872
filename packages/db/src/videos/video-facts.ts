import type { CommentingFacts } from '@weireel/catalogue';
import type { Database } from '../engine/connect.ts';
import { factsOf } from './visible.ts';

/** What access to a video, and saying something below it, depends on, and nothing else of it; null: there is no such video. */
export async function findVideoFacts(db: Database, id: string): Promise<CommentingFacts | null> {
  const row = await db
    .selectFrom('videos')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select([
      'videos.author_id',
      'videos.visibility',
      'videos.review',
      'videos.published_at',
      'videos.comment_policy',
    ])
    .select(['assets.edition_id', 'assets.state'])
    .where('videos.id', '=', id)
    .where('assets.state', '!=', 'deleted')
    .executeTakeFirst();
  return row ? { authorId: row.author_id, policy: row.comment_policy, ...factsOf(row, row) } : null;
}
