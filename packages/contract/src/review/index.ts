export {
  CreateReportBody,
  Report,
  ReportDecisionBody,
  ReportReason,
  ReportReceipt,
  ReportsQuery,
  ReportState,
  ReportSubject,
} from './shapes.ts';
