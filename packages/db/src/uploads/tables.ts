import type { UploadState } from '@weireel/catalogue';
import type { Generated, Insertable, Selectable } from 'kysely';
import type { Instant, InstantOrNull } from '../engine/column-types.ts';

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
  state: UploadState;
  /** When work on what has arrived was begun; null: not yet. */
  early_at: InstantOrNull;
  /** FFmpeg demuxer of the file, by its first part; null: that is not here yet, or came before this was noted. */
  container: string | null;
  /** SHA-256 of the whole as its parts are now, in hex; null: nobody has read it since the last part came. */
  checked_sha256: string | null;
  /** Who just completes it and until when that counts; null: nobody. Parts do not change meanwhile. */
  completing_by: string | null;
  completing_until: InstantOrNull;
  created_at: Generated<Date>;
  expires_at: Instant;
  finished_at: InstantOrNull;
}

/** Parts whose bytes are safe. `etag` is their SHA-256 in hex, `store_etag` what the store calls them. */
export interface UploadPartsTable {
  upload_id: string;
  n: number;
  size_bytes: number;
  etag: string;
  store_etag: string;
  received_at: Generated<Date>;
}

/** Bytes on their way in. */
export interface UploadsTables {
  uploads: UploadsTable;
  upload_parts: UploadPartsTable;
}

/** An upload's row. */
export type UploadRow = Selectable<UploadsTable>;
/** An upload's new row. */
export type NewUpload = Insertable<UploadsTable>;
/** A received part's row. */
export type UploadPartRow = Selectable<UploadPartsTable>;
