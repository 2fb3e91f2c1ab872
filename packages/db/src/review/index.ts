export {
  decideReports,
  findReport,
  insertReport,
  listDecidedReports,
  listDeciders,
  listOpenReports,
} from './reports.ts';
export type { NewReport, ReportWithNames } from './reports.ts';
export type { ReportRow } from './tables.ts';
