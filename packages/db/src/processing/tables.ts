import type {
  JobError,
  JobPool,
  JobState,
  JobSubjectType,
  JobUsage,
  StageName,
  StageState,
} from '@weireel/contract';
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { InstantOrNull, Defaulted, JsonOrNull } from '../engine/column-types.ts';

/** Steps of an asset's pipeline, for people. */
export interface StagesTable {
  asset_id: string;
  stage: StageName;
  state: StageState;
  progress: Defaulted<number>;
  reason_codes: Defaulted<string[]>;
  started_at: InstantOrNull;
  finished_at: InstantOrNull;
}

/** Background work: the truth about it; the queue only delivers. */
export interface JobsTable {
  id: string;
  kind: string;
  /** Whose share it uses; null: the system's own. */
  owner_id: string | null;
  /** What it is about: a thing's type and id. */
  subject_type: JobSubjectType;
  subject_id: string;
  /** What it is told beside, by the schema of its kind. */
  payload: JSONColumnType<object>;
  priority: number;
  state: JobState;
  /** Claims so far, kills included. */
  attempt: Defaulted<number>;
  /** Attempts that ended in an error. */
  failures: Defaulted<number>;
  max_failures: number;
  /** Milliseconds after which an attempt is stopped. */
  time_limit_ms: number;
  /** Names the claim that may publish; every other one is fenced off. */
  attempt_id: string | null;
  worker_id: string | null;
  progress: Defaulted<number>;
  cancel_requested: Defaulted<boolean>;
  error: JsonOrNull<JobError>;
  created_at: Generated<Date>;
  started_at: InstantOrNull;
  finished_at: InstantOrNull;
}

/** Pools of worker processes that are alive, by heartbeat. */
export interface WorkersTable {
  id: string;
  process_id: number;
  host: string;
  /** Which kinds of jobs it takes. */
  pool: JobPool;
  /** How many of them at once. */
  slots: number;
  /** What the processes of its attempts use, by attempt id, as of its last heartbeat. */
  usage: ColumnType<Record<string, JobUsage>, string | undefined, string>;
  /** What a program in the sandbox could do on its machine. */
  sandbox_gaps: Generated<string[]>;
  started_at: Generated<Date>;
  heartbeat_at: Generated<Date>;
}

/** Steps of pipelines, background work and who does it. */
export interface ProcessingTables {
  stages: StagesTable;
  jobs: JobsTable;
  workers: WorkersTable;
}

/** A pipeline step's row. */
export type StageRow = Selectable<StagesTable>;
/** A job's row. */
export type JobRow = Selectable<JobsTable>;
