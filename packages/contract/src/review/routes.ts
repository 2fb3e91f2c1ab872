import type { Route } from '../route.ts';
import { IdParams, listOf } from '../scalars.ts';
import { reviewCalls } from './calls.ts';
import { CreateReportBody, Report, ReportDecisionBody, ReportReceipt, ReportsQuery } from './shapes.ts';

/** Calls about what should not be public with the schemas of what they take and answer. */
export const reviewRoutes = {
  createReport: {
    ...reviewCalls.createReport,
    summary: 'Reports something; each person has one open report about a thing',
    body: CreateReportBody,
    answer: ReportReceipt,
  },
  reports: {
    ...reviewCalls.reports,
    summary: 'What was reported, for editors and administrators',
    query: ReportsQuery,
    answer: listOf(Report),
  },
  decideReport: {
    ...reviewCalls.decideReport,
    summary: 'Decides about what was reported: closes all open reports about the same',
    params: IdParams,
    body: ReportDecisionBody,
    answer: Report,
  },
} as const satisfies Record<string, Route>;
