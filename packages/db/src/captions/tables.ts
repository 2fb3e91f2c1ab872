import type { CaptionCue, CaptionKind } from '@weireel/contract';
import type { Generated, JSONColumnType, Selectable } from 'kysely';

/** Captions of videos, one row for each language. */
export interface CaptionsTable {
  video_id: string;
  /** BCP 47, in its recommended spelling. */
  language: string;
  label: string;
  kind: CaptionKind;
  /** In the order of their times. */
  cues: JSONColumnType<CaptionCue[]>;
  cue_count: number;
  /** Rises with each change, and is never given twice: a file under its address says the same for ever. */
  revision: Generated<number>;
  updated_at: Generated<Date>;
}

/** What is shown as text beside the sound. */
export interface CaptionsTables {
  captions: CaptionsTable;
}

/** A row of captions. */
export type CaptionsRow = Selectable<CaptionsTable>;
