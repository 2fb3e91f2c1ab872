import type { ReportReason } from '@weireel/contract';

/** Whether a report may be sent: it has a reason, and one that is none of the list is said in one's own words. */
export function isReportReady(report: { reason: ReportReason | null; detail: string }): boolean {
  return report.reason !== null && (report.reason !== 'other' || report.detail.trim() !== '');
}
