import type { CommentPolicy, CoverWord, ExportFormat, ReviewState, Visibility } from '@weireel/contract';
import type { ArtefactKind, AssetState } from '@weireel/catalogue';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Defaulted, InstantOrNull, JsonOrNull } from '../engine/column-types.ts';

/** Sources and what was made of them. */
export interface AssetsTable {
  id: string;
  owner_id: string;
  kind: 'video' | 'audio' | 'image';
  /** A preview of a project, and a file that projects use, are nothing that anybody can publish. */
  origin: 'upload' | 'render' | 'recording' | 'preview' | 'file';
  file_name: string;
  content_type: string | null;
  size_bytes: number;
  state: AssetState;
  /** Random part of the public media path; rotated when privacy changes. */
  media_key: string;
  probe: JsonOrNull<object>;
  failure_code: string | null;
  duration_ms: number | null;
  width_px: number | null;
  height_px: number | null;
  /** The edition that `hlsUrl` names; null until something plays. */
  edition_id: string | null;
  created_at: Generated<Date>;
  deleted_at: InstantOrNull;
  /** Video that showed it before it got another source; null: none, or it was shown anew. */
  former_of: string | null;
  /** When that was: it stays readable until its last signature has expired. */
  replaced_at: InstantOrNull;
  /** Whether it was sent only to be joined with others: nothing is made of it, and nobody is shown it. */
  for_takes: Generated<boolean>;
  /** Of the takes that it is joined of, the one that is at fault, from 1; null: none is. */
  failed_take: number | null;
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
  /** Who made it as the channel that is its author; null: its author did. */
  made_by: Defaulted<string | null>;
  title: string;
  description: string;
  tags: string[];
  /** By which they are found, however they are written (`comparableText`), each once. */
  tag_keys: Defaulted<string[]>;
  category_id: string | null;
  visibility: Visibility;
  review: ReviewState;
  /** What its author lets others say below it. */
  comment_policy: Generated<CommentPolicy>;
  /** Whether its author lets others take a copy. */
  downloadable: Generated<boolean>;
  /** How often its chapters were written. */
  chapters_revision: Generated<number>;
  /** Where its author wants the cover taken; null: the asset's is used. */
  cover_time_ms: number | null;
  /** Words that are laid over it; null: there are none. */
  cover_words: JsonOrNull<readonly CoverWord[]>;
  /** Where its own cover was taken; null: it has to be made, or made again of something better. */
  cover_made_ms: number | null;
  created_at: Generated<Date>;
  /**
   * When all whom it is for could first find it, by its audience, its review, and its playing; in the future while it
   * waits for its time.
   */
  published_at: InstantOrNull;
  /** From when on others may see it; null: at once. */
  publish_at: InstantOrNull;
}

/**
 * What is stored of assets: every blob has its row here before its first byte. A row is `pending` while its attempt
 * writes, or its upload is open; `stored` once it is shown; `spent` when something better has taken its place.
 */
export interface ArtefactsTable {
  /** Blob key; of an edition, the prefix of its files. */
  key: string;
  /** The asset that it belongs to; null: it belongs to a person. */
  asset_id: string | null;
  /** The person whom it belongs to; null: it belongs to an asset. */
  person_id: Defaulted<string | null>;
  kind: ArtefactKind;
  state: 'pending' | 'stored' | 'spent';
  /** The attempt that writes it; null: an upload does. */
  attempt_id: string | null;
  /** Null: not known, as of an edition. */
  size_bytes: number | null;
  facts: ColumnType<object, string | undefined, string>;
  created_at: Generated<Date>;
  /** When nobody can be looking at a spent one any more. */
  remove_after: InstantOrNull;
}

/** Blobs that this version does not know: kept, and told of once. */
export interface UnknownBlobsTable {
  key: string;
  size_bytes: number;
  why: string;
  found_at: Generated<Date>;
}

/** What is known of an artefact, by its kind. */
export interface ArtefactFacts {
  /** FFmpeg demuxer of the file. Absent: not noted, its first bytes tell. */
  source: { container?: string };
  edition: Record<never, never>;
  progressive: Record<never, never>;
  /** ThumbHash in base64. */
  poster: { placeholder: string };
  /** Layout of the whole, and which sheet this one is, from 0. */
  storyboard: StoredStoryboard & { sheet: number };
  preview: Record<never, never>;
  /** Hash of all that shapes it. */
  segment: { hash: string };
  /** Hash of its bytes. */
  fragment: { hash: string };
  /** Hash of all that shapes it. */
  sound: { hash: string };
  /** Of which revision of a project it is which frame. */
  still: { revision: number; frame: number; widthPx: number; heightPx: number };
  mezzanine: StoredMezzanine;
  /** What is in `own_files` says the rest. */
  picture: Record<never, never>;
  /** As of a picture. */
  lut: Record<never, never>;
  /** As of a picture. */
  font: Record<never, never>;
  /** Which form of the film it is. */
  export: { format: ExportFormat };
  candidate: StoredCoverCandidate;
  sent_picture: Record<never, never>;
  avatar: Record<never, never>;
  /** Whose cover it is, where in the clip it was taken, and its ThumbHash. */
  cover: { videoId: string; atMs: number; placeholder: string };
}

/** Of which picture of an asset the whole seconds are encoded, and how. */
export interface StoredMezzanine {
  /** Names the picture. */
  sha256: string;
  /** Frames of the picture. */
  frames: number;
  /** Width of the canvas in pixels. */
  widthPx: number;
  /** Height of the canvas in pixels. */
  heightPx: number;
  /** Frames per second. */
  fps: { num: number; den: number };
  /** How frames are laid on the canvas. */
  fit: string;
}

/** A picture that would make a cover, as stored. */
export interface StoredCoverCandidate {
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
}

/** Sources and what is published of them. */
export interface VideosTables {
  assets: AssetsTable;
  videos: VideosTable;
  artefacts: ArtefactsTable;
  unknown_blobs: UnknownBlobsTable;
}

/** An asset's row. */
export type AssetRow = Selectable<AssetsTable>;
/** A video's row. */
export type VideoRow = Selectable<VideosTable>;
