import type { SpokenLine } from '@weireel/search';
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Instant } from '../engine/column-types.ts';

/** Lexemes as `toTsvector` of `@weireel/search` writes them; never read back. */
type Lexemes = ColumnType<never, string, string>;

/** What a video is found by. */
export interface VideoSearchTable {
  video_id: string;
  lexemes: Lexemes;
  /** Rules by which the lexemes were made (`tokenizerVersion`). */
  tokenizer_version: number;
  /** When the video was made, from where the newest are found first. */
  created_at: Instant;
}

/** What a person is found by. */
export interface UserSearchTable {
  user_id: string;
  lexemes: Lexemes;
  tokenizer_version: number;
}

/** What a collection is found by. */
export interface CollectionSearchTable {
  collection_id: string;
  lexemes: Lexemes;
  tokenizer_version: number;
}

/** What captions are found by. */
export interface CaptionPassagesTable {
  video_id: string;
  language: string;
  /** Which passage, from 1. */
  n: number;
  /** What is said, line by line. */
  lines: JSONColumnType<SpokenLine[]>;
  lexemes: Lexemes;
  tokenizer_version: number;
}

/** Who searched for what, for a week. */
export interface SearchesTable {
  query: string;
  /** What stands for the person; nobody can be found by it without the server's secret. */
  person: string;
  /** The last day on which they did, `YYYY-MM-DD`. */
  day: ColumnType<never, string, string>;
}

/** How many people of `searches` searched for the same. */
export interface HotSearchesTable {
  query: string;
  people: number;
}

/** What is found, and what was searched for. */
export interface SearchTables {
  video_search: VideoSearchTable;
  user_search: UserSearchTable;
  collection_search: CollectionSearchTable;
  caption_passages: CaptionPassagesTable;
  searches: SearchesTable;
  hot_searches: HotSearchesTable;
}
