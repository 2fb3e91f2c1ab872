import type { Generated } from 'kysely';
import type { JsonOrNull } from '../engine/column-types.ts';

/** Files of people's own that projects use, each an asset. */
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
export type FileFacts = {
  /** Hash of its bytes. */
  sha256: string;
  /** Blob key. */
  key: string;
} & KnownOfFile;

/** What is known of a file, by its kind. */
export type KnownOfFile =
  | {
      /** Absent: a picture of before there was anything else. */
      kind?: 'picture';
      /** In pixels. */
      widthPx: number;
      /** In pixels. */
      heightPx: number;
      /** Of one that moves: its pictures, one after the other, at one rate. Absent: it does not move. */
      motion?: { frames: number; fps: { num: number; den: number } };
    }
  | {
      /** A table of colours. */
      kind: 'lut';
      /** Points along each of its axes. */
      points: number;
      /** One list for each channel, or a cube of all three. */
      dimensions: 1 | 3;
    }
  | {
      /** A font with one face. */
      kind: 'font';
      /** How many it has. */
      glyphs: number;
    };
