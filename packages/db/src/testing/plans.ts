/** Test support: how PostgreSQL answers the queries of this package. */
import type { KyselyPlugin } from 'kysely';
import type pg from 'pg';
import type { Database } from '../engine/connect.ts';

/** A statement as it was sent. */
export interface SentStatement {
  /** Its text. */
  sql: string;
  /** What stands for `$1`, `$2` and so on. */
  parameters: readonly unknown[];
}

/** A step of a plan, as `explain (analyze, format json)` tells it. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

/** What is wrong with a plan. */
export interface PlanFault {
  /** The step. */
  step: string;
  /** The table that is read, or how many rows are sorted at once. */
  of: string | number;
}

/** The statements that some work sends through a database. */
export async function statementsOf(
  db: Database,
  work: (db: Database) => Promise<unknown>,
): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const recorder: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const { sql, parameters } = db.getExecutor().compileQuery(node, queryId);
      sent.push({ sql, parameters });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await work(db.withPlugin(recorder));
  return sent;
}

/**
 * What is wrong with how a statement is answered: a large table that is read whole, or more rows sorted at once than a
 * few pages have.
 *
 * @param large tables of which no statement may read all
 * @param mostSorted rows that one sort may take
 */
export async function planFaults(
  pool: pg.Pool,
  { sql, parameters }: SentStatement,
  { large, mostSorted }: { large: ReadonlySet<string>; mostSorted: number },
): Promise<PlanFault[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${sql}`,
    [...parameters],
  );
  const faults: PlanFault[] = [];
  const visit = (node: PlanNode): void => {
    const { 'Node Type': step, 'Relation Name': table, Plans: below = [] } = node;
    if (step === 'Seq Scan' && table !== undefined && large.has(table)) faults.push({ step, of: table });
    if (step === 'Sort') {
      const taken = Math.max(0, ...below.map((child) => child['Actual Rows']));
      if (taken > mostSorted) faults.push({ step, of: taken });
    }
    below.forEach(visit);
  };
  rows.forEach((row) => visit(row['QUERY PLAN'][0].Plan));
  return faults;
}
