import { Type } from 'typebox';
import type { Route } from '../route.ts';
import { adminCalls } from './calls.ts';
import { AdminHealth, Job, JobQueue, JobState } from './shapes.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';

/** Calls about admin with the schemas of what they take and answer. */
export const adminRoutes = {
  adminJobs: {
    ...adminCalls.adminJobs,
    summary: 'Background jobs, newest first',
    query: Type.Object(
      { ...ListQuery.properties, state: Type.Optional(JobState) },
      { additionalProperties: false },
    ),
    answer: listOf(Job),
  },
  adminQueue: {
    ...adminCalls.adminQueue,
    summary: 'What runs and waits now, by pool',
    answer: JobQueue,
  },
  adminHealth: {
    ...adminCalls.adminHealth,
    summary: 'Database, storage, FFmpeg and workers',
    answer: AdminHealth,
  },
  adminCancelJob: {
    ...adminCalls.adminCancelJob,
    summary: 'Ends a job that waits or runs; its asset fails unless it already plays whole',
    params: IdParams,
    answer: Job,
  },
  adminRetryJob: {
    ...adminCalls.adminRetryJob,
    summary: 'Gives a dead job new tries',
    params: IdParams,
    answer: Job,
  },
} as const satisfies Record<string, Route>;
