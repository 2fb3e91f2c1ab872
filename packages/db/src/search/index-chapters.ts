import { chapterLexemes, tokenizerVersion, toTsvector, type WordCutter } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { IndexedBatch, IndexScope } from './index-after.ts';

/** Where a chapter stands in the walk: ids are all of one length. */
const place = sql<string>`video_id || lpad(start_ms::text, 8, '0')`;

/**
 * Indexes some chapters, in the order of their videos and times, as `indexVideosAfter` does with videos. What is
 * written meanwhile has its lexemes from who writes it.
 */
export async function indexChaptersAfter(
  db: Database,
  cutter: WordCutter,
  batch: { scope: IndexScope; after: string | null; limit: number },
): Promise<IndexedBatch> {
  const rows = await db
    .selectFrom('chapters')
    .select(['video_id', 'start_ms', 'title', place.as('place')])
    .where(
      batch.scope === 'everything'
        ? sql<boolean>`true`
        : sql<boolean>`tokenizer_version <> ${tokenizerVersion}`,
    )
    .where(place, '>', batch.after ?? '')
    .orderBy(place)
    .limit(batch.limit)
    .execute();
  for (const { video_id, start_ms, title } of rows) {
    await db
      .updateTable('chapters')
      .set({ lexemes: toTsvector(chapterLexemes(cutter, title)), tokenizer_version: tokenizerVersion })
      .where('video_id', '=', video_id)
      .where('start_ms', '=', start_ms)
      .where('title', '=', title)
      .execute();
  }
  return { count: rows.length, last: rows.length < batch.limit ? null : (rows.at(-1)?.place ?? null) };
}
