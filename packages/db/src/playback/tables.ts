import type { EditionState } from '@weireel/catalogue';
import type { Generated, Selectable } from 'kysely';
import type { InstantOrNull, JsonOrNull } from '../engine/column-types.ts';

/** Complete or growing playable outputs; blobs lie below `key_prefix`. */
export interface EditionsTable {
  id: string;
  asset_id: string;
  /** The attempt that writes it: a building edition whose attempt is over is an orphan. */
  attempt_id: string;
  kind: 'copy' | 'first' | 'ladder';
  key_prefix: string;
  state: EditionState;
  renditions: JsonOrNull<StoredRendition[]>;
  created_at: Generated<Date>;
  retired_at: InstantOrNull;
}

/** Playlists live in the database, so that publishing them is part of the transaction. */
export interface PlaylistsTable {
  edition_id: string;
  name: string;
  body: string;
  updated_at: Generated<Date>;
}

/** One rendition as stored with its edition. */
export interface StoredRendition {
  /** Folder below the edition, such as `v0`. */
  name: string;
  /** As displayed. */
  widthPx: number;
  /** As displayed. */
  heightPx: number;
  /** RFC 6381 codecs. */
  codec: string;
  /** Measured average. */
  bitrateBps: number;
}

/** What people have watched, and how far they were. */
export interface WatchedTable {
  user_id: string;
  video_id: string;
  position_ms: number;
  watched_at: Generated<Date>;
  /** When they had watched it to its end first; null: they have not. */
  finished_at: InstantOrNull;
}

/** People of whose watching nothing is kept. */
export interface WithoutHistoryTable {
  user_id: string;
}

/** Playable outputs, and what people have watched. */
export interface PlaybackTables {
  editions: EditionsTable;
  playlists: PlaylistsTable;
  watched: WatchedTable;
  without_history: WithoutHistoryTable;
}

/** An edition's row. */
export type EditionRow = Selectable<EditionsTable>;
