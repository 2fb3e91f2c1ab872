import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import type { JobKindFacts, JobSubject } from './job-kind.ts';
import { captionsJobs } from './captions/jobs.ts';
import { peopleJobs } from './people/jobs.ts';
import { filesJobs } from './files/jobs.ts';
import { projectsJobs } from './projects/jobs.ts';
import { processingJobs } from './processing/jobs.ts';
import { takesJobs } from './takes/jobs.ts';
import { videosJobs } from './videos/jobs.ts';

/** Every kind of background work: each noun declares its own, and all lists derive from this one. */
export const jobKinds = {
  ...processingJobs,
  ...videosJobs,
  ...filesJobs,
  ...projectsJobs,
  ...peopleJobs,
  ...takesJobs,
  ...captionsJobs,
} as const satisfies Record<string, JobKindFacts>;

/** A kind of background work. */
export type JobKind = keyof typeof jobKinds;

/** What a job of a kind is told beside its subject. */
export type JobPayload<K extends JobKind> = Static<(typeof jobKinds)[K]['payload']>;

/** What a job is, in whatever order it is told; a union, so that the kind tells the payload's type. */
export type JobFacts = {
  [K in JobKind]: {
    kind: K;
    subjectId: string;
    /** Absent: nothing, for kinds that are told nothing. */
    payload?: JobPayload<K>;
  } & (Record<never, never> extends JobPayload<K> ? unknown : { payload: JobPayload<K> });
}[JobKind];

/** Whether a string names a kind. */
export function isJobKind(value: string): value is JobKind {
  return Object.hasOwn(jobKinds, value);
}

/** Whether a stored subject and payload are what a kind is told; false for those of another version's making. */
export function fitsKind(kind: JobKind, subjectType: string, payload: unknown): boolean {
  return jobKinds[kind].subject === subjectType && Value.Check(jobKinds[kind].payload, payload);
}

/** An asset as the subject of jobs. */
export function assetSubject(id: string): JobSubject {
  return { type: 'asset', id };
}
