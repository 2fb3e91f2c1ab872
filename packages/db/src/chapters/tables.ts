import type { ColumnType } from 'kysely';

/** A chapter of a video. */
export interface ChaptersTable {
  video_id: string;
  /** When it begins; no two begin at once. */
  start_ms: number;
  title: string;
  /** What it is found by, of its title alone. */
  lexemes: ColumnType<never, string, string>;
  /** Rules by which the lexemes were made. */
  tokenizer_version: number;
}

/** What videos are divided into. */
export interface ChaptersTables {
  chapters: ChaptersTable;
}
