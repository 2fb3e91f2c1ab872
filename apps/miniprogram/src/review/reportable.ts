import type { ReportSubject } from '@weireel/contract';

/** Something that somebody may report. */
export interface Reportable {
  /** What it is. */
  subject: ReportSubject;
  /** Its words, title or name. */
  name: string;
}
