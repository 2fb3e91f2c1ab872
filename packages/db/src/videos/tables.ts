import type { ReviewState, Visibility } from '@weireel/contract';
import type { Generated, Selectable } from 'kysely';
import type { Instant, InstantOrNull, JsonOrNull } from '../engine/column-types.ts';

/** Sources and what was made of them. */
export interface AssetsTable {
  id: string;
  owner_id: string;
  kind: 'video' | 'audio' | 'image';
  origin: 'upload' | 'render' | 'recording';
  file_name: string;
  content_type: string | null;
  size_bytes: number;
  state: 'uploading' | 'processing' | 'ready' | 'failed' | 'deleted';
  /** Blob key of the source; null until the upload is complete. */
  source_key: string | null;
  /** Random part of the public media path; rotated when privacy changes. */
  media_key: string;
  probe: JsonOrNull<object>;
  failure_code: string | null;
  duration_ms: number | null;
  width_px: number | null;
  height_px: number | null;
  /** The edition that `hlsUrl` names; null until something plays. */
  edition_id: string | null;
  poster_key: string | null;
  /** ThumbHash of the cover, base64. */
  poster_placeholder: string | null;
  mp4_key: string | null;
  /** Layout of the storyboard. */
  storyboard: JsonOrNull<StoredStoryboard>;
  storyboard_key: string | null;
  preview_key: string | null;
  /** Pictures that would make a cover, in the order of time; null until they were looked for. */
  cover_candidates: JsonOrNull<StoredCoverCandidate[]>;
  created_at: Generated<Date>;
  deleted_at: InstantOrNull;
  /** Video that showed it before it got another source; null: none, or it was shown anew. */
  former_of: string | null;
  /** When that was: it stays readable until its last signature has expired. */
  replaced_at: InstantOrNull;
}

/** Published or publishable items. */
export interface VideosTable {
  id: string;
  asset_id: string;
  /** Source that takes the place of `asset_id` as soon as all of it plays; null: none. */
  next_asset_id: string | null;
  /** Where review stands from then on; null: as before. */
  next_review: ReviewState | null;
  author_id: string;
  title: string;
  description: string;
  tags: string[];
  category_id: string | null;
  visibility: Visibility;
  review: ReviewState;
  /** Where its author wants the cover taken; null: the asset's is used. */
  cover_time_ms: number | null;
  /** Blob key of its own cover; null: the asset's is used. */
  cover_key: string | null;
  /** ThumbHash of its own cover, base64. */
  cover_placeholder: string | null;
  /** Where that was taken; null: it has to be made, or made again of something better. */
  cover_made_ms: number | null;
  created_at: Generated<Date>;
  /** When it first was playable, public and approved. */
  published_at: InstantOrNull;
}

/** Blobs that something better has taken the place of, until nobody can be looking at them. */
export interface SpentBlobsTable {
  key: string;
  asset_id: string;
  remove_after: Instant;
}

/** A picture that would make a cover, as stored. */
export interface StoredCoverCandidate {
  /** Blob key. */
  key: string;
  /** Where in the clip, in milliseconds. */
  atMs: number;
  /** Width in pixels. */
  widthPx: number;
  /** Height in pixels. */
  heightPx: number;
  /** How good it is, from 0 to 1. */
  score: number;
}

/** Layout of a storyboard as stored. */
export interface StoredStoryboard {
  /** Distance between two pictures in milliseconds. */
  intervalMs: number;
  /** Number of pictures. */
  count: number;
  /** Pictures per row. */
  columns: number;
  /** Rows of a sheet. */
  rows: number;
  /** Width of one picture in pixels. */
  tileWidthPx: number;
  /** Height of one picture in pixels. */
  tileHeightPx: number;
  /** Blob keys of its sheets, in order. Absent: the one sheet that was made before there could be more. */
  sheetKeys?: string[];
}

/** Sources and what is published of them. */
export interface VideosTables {
  assets: AssetsTable;
  videos: VideosTable;
  spent_blobs: SpentBlobsTable;
}

/** An asset's row. */
export type AssetRow = Selectable<AssetsTable>;
/** A video's row. */
export type VideoRow = Selectable<VideosTable>;
