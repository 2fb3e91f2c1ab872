import { fitsKind, jobKinds, type JobFacts, type JobKind, type JobSubject } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { sql } from 'kysely';
import { isAbout } from './is-about.ts';

/** A job to add. */
export type NewJob = JobFacts & {
  /** New id. */
  id: string;
  /** Whose share it uses: people take turns. Null: the system's own. */
  ownerId: string | null;
};

/**
 * Adds a job within the caller's transaction: it runs when that commits, and never when it does not.
 *
 * @throws TypeError when the payload is not what its kind is told
 */
export async function enqueueJob(trx: Database, job: NewJob): Promise<void> {
  const { id, kind, ownerId, subjectId, payload = {} } = job;
  const { subject, priority, maxFailures, timeLimitMs, inOrderOfSubjects } = jobKinds[kind];
  if (!fitsKind(kind, subject, payload)) throw new TypeError(`a job of kind ${kind} is not told this`);
  // People take turns: whoever has six jobs waiting is seventh in line, behind everybody's first.
  const place = ownerId === null ? 0 : Math.min(mostPlaces, await countUnfinished(trx, ownerId, kind));
  await trx
    .insertInto('jobs')
    .values({
      ...{ id, kind, owner_id: ownerId, subject_type: subject, subject_id: subjectId },
      payload: JSON.stringify(payload),
      priority: priority + place,
      state: 'waiting',
      max_failures: maxFailures,
      time_limit_ms: timeLimitMs,
    })
    .execute();
  await deliver(trx, id, kind, 0);
  if (inOrderOfSubjects && ownerId !== null && place > 0) await sortBySubject(trx, kind, ownerId);
}

/**
 * Gives the places of a person's waiting jobs of a kind to these jobs in the order in which work on their subjects
 * began, so that nobody else's place changes. Jobs that a worker is just taking keep theirs.
 */
async function sortBySubject(trx: Database, kind: JobKind, ownerId: string): Promise<void> {
  await sql`
    with line as (
      select id, priority, (
        select min(created_at) from jobs as earlier
        where earlier.subject_type = jobs.subject_type and earlier.subject_id = jobs.subject_id
      ) as begun_at
      from jobs where kind = ${kind} and state = 'waiting' and owner_id = ${ownerId}
      for update skip locked
    ),
    subjects as (select id, row_number() over (order by begun_at, id) as n from line),
    places as (select priority, row_number() over (order by priority) as n from line),
    moved as (
      update jobs set priority = places.priority
      from subjects join places using (n)
      where jobs.id = subjects.id and jobs.priority <> places.priority
      returning jobs.id, jobs.priority
    )
    update graphile_worker._private_jobs as deliveries set priority = moved.priority
    from moved where deliveries.key = moved.id and deliveries.locked_at is null`.execute(trx);
}

/**
 * Hands a job to the queue, to be delivered after a delay. The queue keeps one delivery per job (job key), and
 * its own tries are only spent by kills: failures are counted and spaced by `settleFailure`. Its flag is the kind's pool,
 * so that a pool can be held back.
 */
export async function deliver(trx: Database, jobId: string, kind: JobKind, delayMs: number): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${kind},
    payload => json_build_object('jobId', ${jobId}::text),
    run_at => now() + make_interval(secs => ${delayMs / 1000}),
    max_attempts => ${maxDeliveries},
    job_key => ${jobId},
    flags => ${[jobKinds[kind].pool]}::text[],
    priority => (select priority from jobs where id = ${jobId})
  )`.execute(trx);
}

/** Kinds stand this far apart, less one. */
const mostPlaces = 999;

/** How many jobs of a kind a person has, waiting or running. */
async function countUnfinished(trx: Database, ownerId: string, kind: JobKind): Promise<number> {
  const row = await trx
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('state', 'in', ['waiting', 'running'])
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Deliveries of one job; reached only when a job takes its worker down again and again. */
const maxDeliveries = 1000;

/** Claims without a result after which a job is taken to be what kills its worker. */
export const maxClaims = 30;

/** Kinds that go on when their subject ends. */
const lastingKinds = Object.entries(jobKinds).flatMap(([kind, { isCancellable }]) =>
  isCancellable ? [] : [kind],
);

/** Asks for the end of the unfinished jobs about a thing; running ones are stopped at the next heartbeat. */
export async function cancelJobsAbout(trx: Database, subject: JobSubject): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ cancel_requested: true })
    .where(isAbout(subject))
    .where('state', 'in', ['waiting', 'running'])
    .where('kind', 'not in', lastingKinds)
    .execute();
}

/** Delivers the waiting jobs of a kind about a thing now instead of later. */
export async function deliverNow(trx: Database, subject: JobSubject, kind: JobKind): Promise<void> {
  const waiting = await trx
    .selectFrom('jobs')
    .select('id')
    .where(isAbout(subject))
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .execute();
  for (const { id } of waiting) await deliver(trx, id, kind, 0);
}

/**
 * Whether a thing has a job of one of these kinds that runs or will run.
 *
 * @param payload what it is told. Absent: anything
 */
export async function hasUnfinishedJob(
  db: Database,
  subject: JobSubject,
  kinds: readonly JobKind[],
  payload?: object,
): Promise<boolean> {
  let query = db
    .selectFrom('jobs')
    .select('id')
    .where(isAbout(subject))
    .where('kind', 'in', [...kinds])
    .where('state', 'in', ['waiting', 'running'])
    .limit(1);
  if (payload !== undefined)
    query = query.where(sql<boolean>`payload = ${JSON.stringify(payload)}::text::jsonb`);
  return (await query.executeTakeFirst()) !== undefined;
}
