import type { JobKind, JobState, JobSubject } from '@weireel/contract';
import { isAfter, type Database, type ListPosition } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { sql } from 'kysely';
import { isAbout } from './is-about.ts';

/** Jobs, newest first, for administrators. */
export async function listJobs(
  db: Database,
  options: { state: JobState | null; limit: number; before: ListPosition | null },
): Promise<JobRow[]> {
  let query = db
    .selectFrom('jobs')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .where(isAfter(['created_at', 'id'], options.before))
    .limit(options.limit);
  if (options.state) query = query.where('state', '=', options.state);
  return query.execute();
}

/** Finds a job. */
export async function findJob(db: Database, id: string): Promise<JobRow | null> {
  return (await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** What a person's jobs of a kind are about that are not done: they wait, run, or were given up. */
export async function listUndoneOf(
  db: Database,
  ownerId: string,
  kind: JobKind,
): Promise<{ subjectId: string; payload: object }[]> {
  const rows = await db
    .selectFrom('jobs')
    .select(['subject_id', 'payload'])
    .where('owner_id', '=', ownerId)
    .where('kind', '=', kind)
    .where('state', 'in', ['waiting', 'running', 'dead'])
    .execute();
  return rows.map(({ subject_id: subjectId, payload }) => ({ subjectId, payload }));
}

/**
 * The job of a kind about a thing that was added last; null: none was, or it is forgotten.
 *
 * @param part what it is told, among other things
 */
export async function findLatestJob(
  db: Database,
  subject: JobSubject,
  kind: JobKind,
  part: object,
): Promise<JobRow | null> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where(isAbout(subject))
    .where('kind', '=', kind)
    .where(sql<boolean>`payload @> ${JSON.stringify(part)}::text::jsonb`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Forgets jobs that ended more than 30 days ago; dead ones stay. */
export async function deleteOldJobs(db: Database): Promise<void> {
  await db
    .deleteFrom('jobs')
    .where('state', 'in', ['done', 'cancelled'])
    .where('finished_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute();
}

/** Whether a living worker runs a job of this kind about a thing. */
export async function isRunning(db: Database, subject: JobSubject, kind: JobKind): Promise<boolean> {
  const running = await db
    .selectFrom('jobs')
    .innerJoin('workers', 'workers.id', 'jobs.worker_id')
    .select('jobs.id')
    .where(isAbout(subject))
    .where('jobs.kind', '=', kind)
    .where('jobs.state', '=', 'running')
    .limit(1)
    .executeTakeFirst();
  return running !== undefined;
}

/** Whether a living worker runs another job about a thing. */
export async function isWorkedOn(db: Database, subject: JobSubject, exceptJobId: string): Promise<boolean> {
  const busy = await db
    .selectFrom('jobs')
    .innerJoin('workers', 'workers.id', 'jobs.worker_id')
    .select('jobs.id')
    .where(isAbout(subject))
    .where('jobs.id', '!=', exceptJobId)
    .where('jobs.state', '=', 'running')
    .limit(1)
    .executeTakeFirst();
  return busy !== undefined;
}
