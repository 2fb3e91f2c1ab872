import type {
  EventKind,
  JobError,
  JobPool,
  JobState,
  JobUsage,
  ReviewState,
  Role,
  StageName,
  StageState,
  Visibility,
} from '@weireel/contract';
import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely';

/** Milliseconds never appear in the database: times are `timestamptz`, read as `Date`. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Defaulted<T> = ColumnType<T, T | undefined, T>;
type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** Facts of this installation: secrets stay in the data folder, this is what must travel with the database. */
export interface InstallationTable {
  key: string;
  value: JSONColumnType<object>;
}

/** People. `account` is stored in lower case; null for those who come by WeChat only. */
export interface UsersTable {
  id: string;
  account: string | null;
  password_hash: string | null;
  wechat_openid: string | null;
  wechat_unionid: string | null;
  nickname: string;
  bio: Defaulted<string>;
  avatar_key: string | null;
  roles: Defaulted<Role[]>;
  state: 'active' | 'pending' | 'disabled';
  created_at: Generated<Date>;
}

/** Sessions by the SHA-256 of their token. */
export interface SessionsTable {
  token_hash: string;
  user_id: string;
  created_at: Generated<Date>;
  expires_at: Instant;
}

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

/** Bytes on their way in. */
export interface UploadsTable {
  id: string;
  asset_id: string;
  user_id: string;
  file_name: string;
  size_bytes: number;
  content_type: string | null;
  sha256: string | null;
  part_size_bytes: number;
  part_count: number;
  /** Key and multipart id in the blob store. */
  blob_key: string;
  blob_upload_id: string;
  state: 'open' | 'complete' | 'expired';
  /** When work on what has arrived was begun; null: not yet. */
  early_at: InstantOrNull;
  created_at: Generated<Date>;
  expires_at: Instant;
  finished_at: InstantOrNull;
}

/** Parts whose bytes are safe. `etag` is their SHA-256 in hex. */
export interface UploadPartsTable {
  upload_id: string;
  n: number;
  size_bytes: number;
  etag: string;
  received_at: Generated<Date>;
}

/** Complete or growing playable outputs; blobs lie below `key_prefix`. */
export interface EditionsTable {
  id: string;
  asset_id: string;
  /** The attempt that writes it: a building edition whose attempt is over is an orphan. */
  attempt_id: string;
  kind: 'copy' | 'first' | 'ladder';
  key_prefix: string;
  state: 'building' | 'growing' | 'sealed' | 'retired';
  renditions: JsonOrNull<StoredRendition[]>;
  created_at: Generated<Date>;
  retired_at: InstantOrNull;
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

/** Playlists live in the database, so that publishing them is part of the transaction. */
export interface PlaylistsTable {
  edition_id: string;
  name: string;
  body: string;
  updated_at: Generated<Date>;
}

/** Steps of an asset's pipeline, for people. */
export interface StagesTable {
  asset_id: string;
  stage: StageName;
  state: StageState;
  progress: Defaulted<number>;
  reason_codes: Defaulted<string[]>;
  started_at: InstantOrNull;
  finished_at: InstantOrNull;
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

/** Background work: the truth about it; the queue only delivers. */
export interface JobsTable {
  id: string;
  kind: string;
  asset_id: string | null;
  payload: JSONColumnType<object>;
  priority: number;
  state: JobState;
  /** Claims so far, kills included. */
  attempt: Defaulted<number>;
  /** Attempts that ended in an error. */
  failures: Defaulted<number>;
  max_failures: number;
  /** Names the claim that may publish; every other one is fenced off. */
  attempt_id: string | null;
  worker_id: string | null;
  progress: Defaulted<number>;
  cancel_requested: Defaulted<boolean>;
  error: JsonOrNull<JobError>;
  created_at: Generated<Date>;
  started_at: InstantOrNull;
  finished_at: InstantOrNull;
}

/** Pools of worker processes that are alive, by heartbeat. */
export interface WorkersTable {
  id: string;
  process_id: number;
  host: string;
  /** Which kinds of jobs it takes. */
  pool: JobPool;
  /** How many of them at once. */
  slots: number;
  /** What the processes of its attempts use, by attempt id, as of its last heartbeat. */
  usage: ColumnType<Record<string, JobUsage>, string | undefined, string>;
  started_at: Generated<Date>;
  heartbeat_at: Generated<Date>;
}

/** Blobs that something better has taken the place of, until nobody can be looking at them. */
export interface SpentBlobsTable {
  key: string;
  asset_id: string;
  remove_after: Instant;
}

/** The append-only log of what happened, written in the business transaction. */
export interface EventsTable {
  id: Generated<string>;
  /** The writing transaction; readers stop before the oldest one still open, so they never skip a row. */
  tx: Generated<string>;
  at: Generated<Date>;
  kind: EventKind;
  subject_id: string;
  user_id: string | null;
  request_id: string | null;
  payload: JSONColumnType<object>;
}

/** Answers of creating calls, by the caller's Idempotency-Key. */
export interface IdempotencyTable {
  scope: string;
  key: string;
  body_hash: string;
  status: number | null;
  answer: JsonOrNull<object>;
  created_at: Generated<Date>;
}

/** Every table of ours. */
export interface Schema {
  installation: InstallationTable;
  users: UsersTable;
  sessions: SessionsTable;
  assets: AssetsTable;
  uploads: UploadsTable;
  upload_parts: UploadPartsTable;
  editions: EditionsTable;
  playlists: PlaylistsTable;
  stages: StagesTable;
  videos: VideosTable;
  spent_blobs: SpentBlobsTable;
  jobs: JobsTable;
  workers: WorkersTable;
  events: EventsTable;
  idempotency: IdempotencyTable;
}

/** A person's row. */
export type UserRow = Selectable<UsersTable>;
/** An asset's row. */
export type AssetRow = Selectable<AssetsTable>;
/** An upload's row. */
export type UploadRow = Selectable<UploadsTable>;
/** An upload's new row. */
export type NewUpload = Insertable<UploadsTable>;
/** A received part's row. */
export type UploadPartRow = Selectable<UploadPartsTable>;
/** An edition's row. */
export type EditionRow = Selectable<EditionsTable>;
/** A pipeline step's row. */
export type StageRow = Selectable<StagesTable>;
/** A video's row. */
export type VideoRow = Selectable<VideosTable>;
/** A job's row. */
export type JobRow = Selectable<JobsTable>;
/** An event's row. */
export type EventRow = Selectable<EventsTable>;
