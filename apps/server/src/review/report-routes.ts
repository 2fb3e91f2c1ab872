import { actsFor } from '@weireel/catalogue';
import { WeireelError, type Report, type ReportReceipt, type Speaker } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { tell } from '@weireel/db/notifications';
import {
  decideReports,
  findReport,
  insertReport,
  listDecidedReports,
  listDeciders,
  listOpenReports,
  type ReportWithNames,
} from '@weireel/db/review';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { answerOnce, isAnswered } from '../http/idempotency.ts';
import { refuseField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from '../people/present-speaker.ts';
import { findSubject } from './find-subject.ts';

/** How fast one person may report: as somebody who finds a nest of it, and no faster. */
const pace = { capacity: 20_000, burst: 10, everyMs: 30_000 };

/** What people report, and what is decided about it. */
export function reportRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const allowance = createAllowance(pace, context.elapsedMs);

  route(app, 'createReport', async ({ body, viewer, request }) => {
    const { subject, reason } = body;
    const detail = body.detail?.trim() ?? '';
    if (reason === 'other' && detail === '') throw refuseField('detail', 'required');
    if (!(await isAnswered(context, request, viewer.id))) allowance.spend(viewer.id);
    const { ownerId, excerpt, videoId } = await findSubject(db, subject, viewer);
    if (actsFor(ownerId, viewer, 'member')) throw new WeireelError('report_own');
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const report = await insertReport(trx, {
        ...{ id: context.newId(), reporter_id: viewer.id, owner_id: ownerId, video_id: videoId },
        ...{ subject_kind: subject.kind, subject_id: subject.id, excerpt, reason, detail },
      });
      if (report === null) throw new WeireelError('already_reported');
      const deciders = await listDeciders(trx);
      const notices = deciders.map((userId) => ({ id: context.newId(), userId, actorIds: [viewer.id] }));
      await tell(
        trx,
        notices.map((notice) => ({ ...notice, kind: 'report', about: 'reports' })),
      );
      return {
        id: report.id,
        state: 'open',
        createdAt: report.created_at.toISOString(),
      } satisfies ReportReceipt;
    });
  });

  route(app, 'reports', async ({ query }) => {
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, after: readCursor(query.cursor) };
    if (query.state === 'decided') {
      const rows = await listDecidedReports(db, page);
      return pageOf(rows, limit, presentReport, (row) => ({
        at: row.decided_at ?? row.created_at,
        id: row.id,
      }));
    }
    const rows = await listOpenReports(db, page);
    return pageOf(rows, limit, presentReport, (row) => ({ at: row.created_at, id: row.id }));
  });

  route(app, 'decideReport', async ({ params, body, viewer }) => {
    const report = await findReport(db, params.id);
    if (report === null) throw new WeireelError('not_found');
    const { decision } = body;
    await inTransaction(db, (trx) => decideReports(trx, report, { decision, deciderId: viewer.id }));
    const decided = await findReport(db, params.id);
    if (decided === null) throw new WeireelError('not_found');
    return presentReport(decided);
  });
}

function presentReport(row: ReportWithNames): Report {
  const named = (id: string, nickname: string, avatar_key: string | null): Speaker =>
    presentSpeaker({ id, nickname, avatar_key });
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    excerpt: row.excerpt,
    owner: named(row.owner_id, row.owner, row.owner_avatar_key),
    videoId: row.video_id,
    reporter: named(row.reporter_id, row.reporter, row.reporter_avatar_key),
    reason: row.reason,
    detail: row.detail,
    state: row.state,
    openReports: row.open_reports,
    decidedBy:
      row.decided_by === null || row.decider === null
        ? null
        : named(row.decided_by, row.decider, row.decider_avatar_key),
    decidedAt: row.decided_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
