import { Type, type TObject } from 'typebox';
import type { JobPool } from './job-pools.ts';
import type { StageName } from './processing/shapes.ts';

/** What a job may be about. */
export type JobSubjectType = 'asset' | 'person' | 'mail';

/** What a job is about: a thing's type and its id. */
export interface JobSubject {
  /** Its type. */
  type: JobSubjectType;
  /** Its id. */
  id: string;
}

/** Facts of one kind of job. */
export interface JobKindFacts {
  /** Type of what it is about. */
  subject: JobSubjectType;
  /** What it is told beside its subject; checked when it is added and when it is claimed. */
  payload: TObject;
  /** Pool that runs it. */
  pool: JobPool;
  /** Steps of an asset's pipeline that it makes, in their order. Absent: it is part of none. */
  stages?: readonly StageName[];
  /** Order within the pool, smallest first; a person's further jobs of a kind stand one place behind each other. */
  priority: number;
  /** Whether a person's waiting jobs of the kind are taken in the order in which work on their subjects began. */
  inOrderOfSubjects: boolean;
  /** Failed attempts after which it is dead. */
  maxFailures: number;
  /** Milliseconds after which an attempt is stopped and counts as failed. */
  timeLimitMs: number;
  /** Whether people, and the end of its subject, may end it before it is done. */
  isCancellable: boolean;
}

/** The payload of kinds that are told nothing but their subject. */
export const NoPayload = Type.Object({}, { additionalProperties: false });

/** Hours as milliseconds, for time limits. */
export const hourMs = 3_600_000;
