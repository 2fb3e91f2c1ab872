import type { ReportReason, ReportSubject } from '@weireel/contract';
import type { Generated, Selectable } from 'kysely';
import type { Defaulted, InstantOrNull } from '../engine/column-types.ts';

/** What people report. */
export interface ReportsTable {
  id: string;
  reporter_id: string;
  subject_kind: ReportSubject['kind'];
  /** Id of what was reported; it may be gone. */
  subject_id: string;
  /** The video where it stands. */
  video_id: string | null;
  /** Whose it is. */
  owner_id: string;
  /** What was reported, as it was then. */
  excerpt: string;
  reason: ReportReason;
  detail: string;
  state: Defaulted<'open' | 'resolved' | 'dismissed'>;
  decided_by: string | null;
  decided_at: InstantOrNull;
  created_at: Generated<Date>;
}

/** What should not be public. */
export interface ReviewTables {
  reports: ReportsTable;
}

/** A report's row. */
export type ReportRow = Selectable<ReportsTable>;
