import type { Generated } from 'kysely';
import type { JsonOrNull } from '../engine/column-types.ts';

/** Pictures of people's own that projects use, each an asset. */
export interface OwnFilesTable {
  asset_id: string;
  owner_id: string;
  /** `FileFacts`; null: it is not checked, or cannot be used. */
  facts: JsonOrNull<object>;
  created_at: Generated<Date>;
}

/** What belongs to files. */
export interface FilesTables {
  own_files: OwnFilesTable;
}

/** What was made of a file, to draw with. */
export interface FileFacts {
  /** Hash of its bytes. */
  sha256: string;
  /** Blob key. */
  key: string;
  /** In pixels. */
  widthPx: number;
  /** In pixels. */
  heightPx: number;
  /** Of one that moves: its pictures, one after the other, at one rate. Absent: it does not move. */
  motion?: { frames: number; fps: { num: number; den: number } };
}
