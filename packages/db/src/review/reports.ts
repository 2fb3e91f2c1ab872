import { permissions } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isBehind, type ListPosition } from '../engine/keyset.ts';
import type { ReportRow } from './tables.ts';

/** A report with the names that stand beside it. */
export type ReportWithNames = ReportRow & {
  reporter: string;
  reporter_avatar_key: string | null;
  owner: string;
  owner_avatar_key: string | null;
  decider: string | null;
  decider_avatar_key: string | null;
  open_reports: number;
};

/** Something to report. */
export type NewReport = Pick<
  ReportRow,
  | 'id'
  | 'reporter_id'
  | 'subject_kind'
  | 'subject_id'
  | 'video_id'
  | 'owner_id'
  | 'excerpt'
  | 'reason'
  | 'detail'
>;

/** Adds a report; null: the same person has an open one about the same. */
export async function insertReport(trx: Database, report: NewReport): Promise<ReportRow | null> {
  const row = await trx
    .insertInto('reports')
    .values(report)
    .onConflict((conflict) =>
      conflict
        .columns(['subject_kind', 'subject_id', 'reporter_id'])
        .where('state', '=', sql.lit('open'))
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

function withNames(db: Database) {
  return db
    .selectFrom('reports')
    .innerJoin('users as reporters', 'reporters.id', 'reports.reporter_id')
    .innerJoin('users as owners', 'owners.id', 'reports.owner_id')
    .leftJoin('users as deciders', 'deciders.id', 'reports.decided_by')
    .selectAll('reports')
    .select((eb) => [
      'reporters.nickname as reporter',
      'reporters.avatar_key as reporter_avatar_key',
      'owners.nickname as owner',
      'owners.avatar_key as owner_avatar_key',
      'deciders.nickname as decider',
      'deciders.avatar_key as decider_avatar_key',
      eb
        .selectFrom('reports as others')
        .select((sub) => sub.fn.countAll<number>().as('count'))
        .whereRef('others.subject_kind', '=', 'reports.subject_kind')
        .whereRef('others.subject_id', '=', 'reports.subject_id')
        .where('others.state', '=', sql.lit('open'))
        .as('open_reports'),
    ])
    .$narrowType<{ open_reports: number }>();
}

/** Finds a report; null: there is none. */
export async function findReport(db: Database, id: string): Promise<ReportWithNames | null> {
  return (await withNames(db).where('reports.id', '=', id).executeTakeFirst()) ?? null;
}

/** Reports that wait for a decision, the oldest first. */
export function listOpenReports(
  db: Database,
  { limit, after }: { limit: number; after: ListPosition | null },
): Promise<ReportWithNames[]> {
  return withNames(db)
    .where('reports.state', '=', sql.lit('open'))
    .where(isBehind(['reports.created_at', 'reports.id'], after && [after.at, after.id], 'ascending'))
    .orderBy('reports.created_at')
    .orderBy('reports.id')
    .limit(limit)
    .execute();
}

/** Reports about which somebody has decided, the latest decision first. */
export function listDecidedReports(
  db: Database,
  { limit, after }: { limit: number; after: ListPosition | null },
): Promise<ReportWithNames[]> {
  return withNames(db)
    .where('reports.state', '!=', sql.lit('open'))
    .where(isBehind(['reports.decided_at', 'reports.id'], after && [after.at, after.id], 'descending'))
    .orderBy('reports.decided_at', 'desc')
    .orderBy('reports.id', 'desc')
    .limit(limit)
    .execute();
}

/** Decides about what a report is about: closes all open ones about it, in the order of their ids. */
export async function decideReports(
  trx: Database,
  report: Pick<ReportRow, 'subject_kind' | 'subject_id'>,
  { decision, deciderId }: { decision: 'resolved' | 'dismissed'; deciderId: string },
): Promise<void> {
  await sql`
    with about as materialized (
      select id from reports
      where subject_kind = ${report.subject_kind} and subject_id = ${report.subject_id} and state = 'open'
      order by id for update)
    update reports set state = ${decision}, decided_by = ${deciderId}, decided_at = now()
    from about where reports.id = about.id`.execute(trx);
}

/** Ids of those who decide about reports: a hundred at most. */
export async function listDeciders(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('state', '=', sql.lit('active'))
    .where(sql<boolean>`roles && ${[...permissions.decide_reports]}::text[]`)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}
