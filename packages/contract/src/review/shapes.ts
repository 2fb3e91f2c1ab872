import { Type, type Static } from 'typebox';
import { Speaker } from '../community/comments.ts';
import { Id, ListQuery, Timestamp, nullable } from '../scalars.ts';
import { reportDetailLength, reportReasons, reportSubjects } from './report-reasons.ts';

/** Why something is reported. */
export const ReportReason = Type.Enum(reportReasons);

/** What is reported: its kind and its id. */
export const ReportSubject = Type.Object(
  { kind: Type.Enum(reportSubjects), id: Id },
  { additionalProperties: false },
);

/** How far a report is: nobody has decided; something was done about it; nothing was to be done. */
export const ReportState = Type.Union([
  Type.Literal('open'),
  Type.Literal('resolved'),
  Type.Literal('dismissed'),
]);

/** Body of `POST /reports`. */
export const CreateReportBody = Type.Object(
  {
    subject: ReportSubject,
    reason: ReportReason,
    detail: Type.Optional(
      Type.String({
        maxLength: reportDetailLength,
        description: 'In one’s own words; with `other` not empty',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What who reports is told. */
export const ReportReceipt = Type.Object({ id: Id, state: ReportState, createdAt: Timestamp });

/** A report for who decides about it. */
export const Report = Type.Object({
  id: Id,
  subject: ReportSubject,
  excerpt: Type.String({ description: 'What was reported, as it was then: the words, the title, the name' }),
  owner: Speaker,
  videoId: nullable(Id, 'The video where it stands; null: it is a person, or the video is gone'),
  reporter: Speaker,
  reason: ReportReason,
  detail: Type.String(),
  state: ReportState,
  openReports: Type.Integer({ description: 'How many reports about the same are open, this one included' }),
  decidedBy: nullable(Speaker),
  decidedAt: nullable(Timestamp),
  createdAt: Timestamp,
});

/** Query of `GET /reports`. */
export const ReportsQuery = Type.Object(
  {
    ...ListQuery.properties,
    state: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('decided')], {
        description: 'Absent: open, the oldest first; decided: the latest first',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Body of `PUT /reports/{id}/decision`. */
export const ReportDecisionBody = Type.Object(
  { decision: Type.Union([Type.Literal('resolved'), Type.Literal('dismissed')]) },
  { additionalProperties: false },
);

/** Why something is reported. */
export type ReportReason = Static<typeof ReportReason>;
/** What is reported. */
export type ReportSubject = Static<typeof ReportSubject>;
/** A report for who decides about it. */
export type Report = Static<typeof Report>;
/** What who reports is told. */
export type ReportReceipt = Static<typeof ReportReceipt>;
/** Body of `POST /reports`. */
export type CreateReportBody = Static<typeof CreateReportBody>;
