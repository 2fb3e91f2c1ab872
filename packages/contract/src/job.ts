import { Type, type Static } from 'typebox';
import { Id, Timestamp, nullable } from './scalars.ts';

/** State of a job. `dead`: out of tries, kept with its reason until an administrator retries it. */
export const JobState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('dead'),
  Type.Literal('cancelled'),
]);

/** Why an attempt failed. */
export const JobError = Type.Object({
  code: Type.String(),
  message: Type.String(),
  argv: Type.Optional(Type.Array(Type.String())),
  exitCode: Type.Optional(nullable(Type.Integer())),
  stderr: Type.Optional(Type.Array(Type.String())),
});

/** One unit of background work, as administrators see it. */
export const Job = Type.Object({
  id: Id,
  kind: Type.String(),
  assetId: nullable(Id),
  state: JobState,
  attempt: Type.Integer(),
  maxAttempts: Type.Integer(),
  progress: Type.Number(),
  error: nullable(JobError),
  createdAt: Timestamp,
  startedAt: nullable(Timestamp),
  finishedAt: nullable(Timestamp),
});

/** State of a job. */
export type JobState = Static<typeof JobState>;
/** Why an attempt failed. */
export type JobError = Static<typeof JobError>;
/** One unit of background work. */
export type Job = Static<typeof Job>;
