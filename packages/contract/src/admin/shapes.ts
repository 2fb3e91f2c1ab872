import { Type, type Static } from 'typebox';
import { jobPools, ofEachPool } from '../job-pools.ts';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { StageName } from '../processing/shapes.ts';

/** State of a job. `dead`: out of tries, kept with its reason until an administrator retries it. */
export const JobState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('dead'),
  Type.Literal('cancelled'),
]);

/** Which worker pool runs a job. */
export const JobPool = Type.Enum(jobPools);

/** Why an attempt failed. */
export const JobError = Type.Object({
  code: Type.String(),
  message: Type.String(),
  argv: Type.Optional(Type.Array(Type.String())),
  exitCode: Type.Optional(nullable(Type.Integer())),
  stderr: Type.Optional(Type.Array(Type.String())),
});

/** What the processes of a running job use. */
export const JobUsage = Type.Object({
  cpuShare: Type.Number({ description: 'Processors in use over the last second: 1.5 is one and a half' }),
  memoryBytes: Type.Integer({ description: 'Resident memory' }),
  processes: Type.Integer(),
});

/** One unit of background work, as administrators see it. */
export const Job = Type.Object({
  id: Id,
  kind: Type.String(),
  pool: nullable(JobPool, 'null: a kind of another version'),
  assetId: nullable(Id),
  owner: nullable(Type.Object({ id: Id, nickname: Type.String() }), 'Whose share it uses'),
  video: nullable(Type.Object({ id: Id, title: Type.String() }), 'What the asset is for; null: no video yet'),
  state: JobState,
  cancellable: Type.Boolean({ description: 'Whether people may end it before it is done' }),
  place: nullable(Type.Integer(), 'Place in the queue of its pool, from 1; null: it does not wait'),
  stage: nullable(StageName, 'What a running job does now'),
  attempt: Type.Integer(),
  failures: Type.Integer({ description: 'Attempts that ended in an error' }),
  maxAttempts: Type.Integer(),
  progress: Type.Number({ description: 'Of the stage, 0–1' }),
  usage: nullable(JobUsage, 'null: nothing runs, or it was not measured yet'),
  error: nullable(JobError),
  createdAt: Timestamp,
  startedAt: nullable(Timestamp),
  finishedAt: nullable(Timestamp),
});

/** What runs and waits now. */
export const JobQueue = Type.Object({
  pools: Type.Array(
    Type.Object({
      pool: JobPool,
      slots: Type.Integer({ description: 'Jobs that all living workers together run at once' }),
      running: Type.Array(Job),
      waiting: Type.Array(Job, { description: 'The first hundred in line' }),
      waitingCount: Type.Integer(),
    }),
  ),
  deadCount: Type.Integer(),
});

/** A worker that was started again although nobody had stopped it. */
export const WorkerReplacement = Type.Object({
  at: Timestamp,
  why: Type.Union([Type.Literal('silent'), Type.Literal('ended'), Type.Literal('not_started')], {
    description:
      'It gave no sign of life for a minute and was killed; it ended by itself; it could not be started',
  }),
});

/** Something that works, but should be otherwise. */
export const HealthWarning = Type.Object({
  code: Type.String({ description: 'Such as `reaches_network`' }),
  message: Type.String({ description: 'A sentence in the language of the request' }),
});

/** How the installation is, for administrators. */
export const AdminHealth = Type.Object({
  database: Type.Object({ ok: Type.Boolean(), version: nullable(Type.String()) }),
  storage: Type.Object({
    ok: Type.Boolean(),
    freeBytes: nullable(Type.Integer(), 'null: the storage does not say'),
  }),
  ffmpeg: Type.Object({ ok: Type.Boolean(), version: Type.String() }),
  workers: Type.Array(
    Type.Object({
      host: Type.String(),
      processId: Type.Integer(),
      startedAt: Timestamp,
      heartbeatAt: Timestamp,
      slots: Type.Object(ofEachPool(() => Type.Integer())),
    }),
    { description: 'Worker processes that live' },
  ),
  workerReplaced: nullable(WorkerReplacement, 'null: never, since this server started'),
  warnings: Type.Array(HealthWarning, {
    description: 'What a program that reads uploaded files could do on a machine of a worker, and should not',
  }),
});

/** State of a job. */
export type JobState = Static<typeof JobState>;
/** Why an attempt failed. */
export type JobError = Static<typeof JobError>;
/** What the processes of a running job use. */
export type JobUsage = Static<typeof JobUsage>;
/** One unit of background work. */
export type Job = Static<typeof Job>;
/** What runs and waits now. */
export type JobQueue = Static<typeof JobQueue>;
/** A worker that was started again although nobody had stopped it. */
export type WorkerReplacement = Static<typeof WorkerReplacement>;
/** Something that works, but should be otherwise. */
export type HealthWarning = Static<typeof HealthWarning>;
/** How the installation is. */
export type AdminHealth = Static<typeof AdminHealth>;
