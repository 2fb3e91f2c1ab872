import type { Connection, Database } from '@weireel/db';
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';

/** A step of a plan that ran, as PostgreSQL's JSON tells it. */
export interface PlanStep {
  /** What it does, such as `Sort` or `Bitmap Heap Scan`. */
  'Node Type': string;
  /** The table that it reads; absent: none. */
  'Relation Name'?: string;
  /** The index that it reads; absent: none. */
  'Index Name'?: string;
  /** Rows that it gave, on average of its turns. */
  'Actual Rows': number;
  /** Rows that it read in vain, on average of its turns; absent: it does not choose. */
  'Rows Removed by Filter'?: number;
  /** How often it ran; 0: never. */
  'Actual Loops': number;
  /** Blocks of 8 kB that it and its parts touched. */
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  /** Its parts; absent: none. */
  Plans?: PlanStep[];
}

/** How one query ran. */
export interface ExplainedQuery {
  /** The query. */
  sql: string;
  /** Every step of its plan. */
  steps: PlanStep[];
  /** Blocks of 8 kB that it touched. */
  blocks: number;
  /** How long it ran in the database, in milliseconds. */
  tookMs: number;
}

/** Runs the queries of a function, and then each of them again to see how it runs. */
export async function explainQueries(
  { pool }: Pick<Connection, 'pool'>,
  use: (db: Database) => Promise<unknown>,
): Promise<ExplainedQuery[]> {
  const queries: CompiledQuery[] = [];
  await use(
    new Kysely({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void queries.push(query) }),
  );
  const explained: ExplainedQuery[] = [];
  for (const { sql, parameters } of queries) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanStep; 'Execution Time': number }] }>(
      `explain (analyze, buffers, format json) ${sql}`,
      [...parameters],
    );
    const [run] = rows[0]?.['QUERY PLAN'] ?? [];
    if (run === undefined) throw new Error(`no plan for ${sql}`);
    explained.push({
      ...{ sql, steps: stepsOf(run.Plan), tookMs: run['Execution Time'] },
      blocks: run.Plan['Shared Hit Blocks'] + run.Plan['Shared Read Blocks'],
    });
  }
  return explained;
}

function stepsOf(step: PlanStep): PlanStep[] {
  return [step, ...(step.Plans ?? []).flatMap(stepsOf)];
}
