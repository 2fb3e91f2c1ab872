import type { Generated } from 'kysely';
import type { Instant } from '../engine/column-types.ts';

/** Videos in which somebody is not interested. */
export interface HiddenVideosTable {
  user_id: string;
  video_id: string;
  created_at: Generated<Date>;
}

/** Authors of whom somebody wants to be shown nothing. */
export interface HiddenAuthorsTable {
  user_id: string;
  author_id: string;
  created_at: Generated<Date>;
}

/** What somebody was shown unasked, and when last. */
export interface ServedVideosTable {
  user_id: string;
  video_id: string;
  served_at: Instant;
}

/** What feeds know of people. */
export interface FeedTables {
  hidden_videos: HiddenVideosTable;
  hidden_authors: HiddenAuthorsTable;
  served_videos: ServedVideosTable;
}
