import type { Chapter } from '@weireel/contract';
import { chapterLexemes, tokenizerVersion, toTsvector, type WordCutter } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isWithin } from './is-within.ts';

/** A chapter in the form in which it is found. Made before a transaction, since it takes a moment. */
export interface IndexedChapter extends Chapter {
  /** Lexemes with their labels, for PostgreSQL. */
  lexemes: string;
}

/** Makes chapters ready to be found. */
export function indexedChapters(cutter: WordCutter, chapters: readonly Chapter[]): IndexedChapter[] {
  return chapters.map((chapter) => ({
    ...chapter,
    lexemes: toTsvector(chapterLexemes(cutter, chapter.title)),
  }));
}

/** The chapters of a video, in the order of time, of what it shows now. */
export function listChapters(db: Database, videoId: string): Promise<Chapter[]> {
  return db
    .selectFrom('chapters')
    .select(['start_ms as startMs', 'title'])
    .where('video_id', '=', videoId)
    .where(isWithin)
    .orderBy('start_ms')
    .execute();
}

/** Writes the chapters of a video, whose row is held, in place of those that it has; gives their revision. */
export async function putChapters(
  trx: Database,
  videoId: string,
  chapters: readonly IndexedChapter[],
): Promise<number> {
  await trx.deleteFrom('chapters').where('video_id', '=', videoId).execute();
  if (chapters.length > 0) await insertChapters(trx, videoId, chapters);
  const { chapters_revision } = await trx
    .updateTable('videos')
    .set((eb) => ({ chapters_revision: eb('chapters_revision', '+', 1) }))
    .where('id', '=', videoId)
    .returning('chapters_revision')
    .executeTakeFirstOrThrow();
  return chapters_revision;
}

async function insertChapters(
  trx: Database,
  videoId: string,
  chapters: readonly IndexedChapter[],
): Promise<void> {
  await trx
    .insertInto('chapters')
    .values(
      chapters.map(({ startMs, title, lexemes }) => ({
        ...{ video_id: videoId, start_ms: startMs, title },
        lexemes: sql<string>`${lexemes}::tsvector`,
        tokenizer_version: tokenizerVersion,
      })),
    )
    .execute();
}
