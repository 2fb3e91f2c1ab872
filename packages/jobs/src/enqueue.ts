import type { Database } from '@weireel/db';
import { sql } from 'kysely';
import { jobKinds, type JobKind } from './kinds.ts';
import { flagsOf } from './patience.ts';

/** A job to add. */
export interface NewJob {
  /** New id. */
  id: string;
  /** What to do. */
  kind: JobKind;
  /** Asset that it is about. */
  assetId: string;
}

/** Adds a job within the caller's transaction: it runs when that commits, and never when it does not. */
export async function enqueueJob(trx: Database, job: NewJob): Promise<void> {
  const facts = jobKinds[job.kind];
  // People take turns: whoever has six jobs waiting is seventh in line, behind everybody's first.
  const place = Math.min(mostPlaces, await countUnfinished(trx, job));
  await trx
    .insertInto('jobs')
    .values({
      id: job.id,
      kind: job.kind,
      asset_id: job.assetId,
      payload: '{}',
      priority: facts.priority + place,
      state: 'waiting',
      max_failures: facts.maxFailures,
    })
    .execute();
  await deliver(trx, job.id, job.kind, 0);
  // Ladders are asked for as uploads become playable, and a long one, though sent first, does so last.
  if (job.kind === 'process_ladder' && place > 0) await sortByUpload(trx, job);
}

/**
 * Gives the places of a person's waiting jobs of a kind to these jobs in the order of their uploads, so that nobody
 * else's place changes. Jobs that a worker is just taking keep theirs.
 */
async function sortByUpload(trx: Database, { kind, assetId }: NewJob): Promise<void> {
  await sql`
    with line as (
      select jobs.id, jobs.priority, assets.created_at as uploaded_at
      from jobs join assets on assets.id = jobs.asset_id
      where jobs.kind = ${kind} and jobs.state = 'waiting'
        and assets.owner_id = (select owner_id from assets where id = ${assetId})
      for update of jobs skip locked
    ),
    uploads as (select id, row_number() over (order by uploaded_at, id) as n from line),
    places as (select priority, row_number() over (order by priority) as n from line),
    moved as (
      update jobs set priority = places.priority
      from uploads join places using (n)
      where jobs.id = uploads.id and jobs.priority <> places.priority
      returning jobs.id, jobs.priority
    )
    update graphile_worker._private_jobs as deliveries set priority = moved.priority
    from moved where deliveries.key = moved.id and deliveries.locked_at is null`.execute(trx);
}

/**
 * Hands a job to the queue, to be delivered after a delay. The queue keeps one delivery per job (job key), and
 * its own tries are only spent by kills: failures are counted and spaced by `settleFailure`.
 */
export async function deliver(trx: Database, jobId: string, kind: JobKind, delayMs: number): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${kind},
    payload => json_build_object('jobId', ${jobId}::text),
    run_at => now() + make_interval(secs => ${delayMs / 1000}),
    max_attempts => ${maxDeliveries},
    job_key => ${jobId},
    flags => ${flagsOf(kind)}::text[],
    priority => (select priority from jobs where id = ${jobId})
  )`.execute(trx);
}

/** Kinds stand this far apart, less one. */
const mostPlaces = 999;

/** How many jobs of the kind the owner of the asset has, waiting or running. */
async function countUnfinished(trx: Database, { kind, assetId }: NewJob): Promise<number> {
  const row = await trx
    .selectFrom('jobs')
    .innerJoin('assets', 'assets.id', 'jobs.asset_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('jobs.kind', '=', kind)
    .where('jobs.state', 'in', ['waiting', 'running'])
    .where('assets.owner_id', '=', (eb) =>
      eb.selectFrom('assets as mine').select('mine.owner_id').where('mine.id', '=', assetId),
    )
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Deliveries of one job; reached only when a job takes its worker down again and again. */
const maxDeliveries = 1000;

/** Claims without a result after which a job is taken to be what kills its worker. */
export const maxClaims = 30;

/** Asks for the end of an asset's unfinished jobs; running ones are stopped at the next heartbeat. */
export async function cancelJobsOfAsset(trx: Database, assetId: string): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ cancel_requested: true })
    .where('asset_id', '=', assetId)
    .where('state', 'in', ['waiting', 'running'])
    .where('kind', '!=', 'delete_asset')
    .execute();
}

/** Delivers an asset's waiting jobs of a kind now instead of later. */
export async function hasten(trx: Database, assetId: string, kind: JobKind): Promise<void> {
  const waiting = await trx
    .selectFrom('jobs')
    .select('id')
    .where('asset_id', '=', assetId)
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .execute();
  for (const { id } of waiting) await deliver(trx, id, kind, 0);
}

/** Whether an asset has a job that runs or will run. */
export async function hasUnfinishedJob(db: Database, assetId: string, kinds: JobKind[]): Promise<boolean> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('asset_id', '=', assetId)
    .where('kind', 'in', kinds)
    .where('state', 'in', ['waiting', 'running'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
