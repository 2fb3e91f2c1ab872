/** Test support: how PostgreSQL answers the queries of this package. */
import type { KyselyPlugin } from 'kysely';
import pg from 'pg';
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

/** PostgreSQL plans a prepared statement anew so many times before it considers one plan for all parameters. */
const timesUntilChosen = 5;

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
 * few pages have. It is looked at as it is planned for these parameters, and as it is planned when it was sent often,
 * when the database may take one plan for all parameters.
 *
 * @param large tables of which no statement may read all
 * @param mostSorted rows that one sort may take
 */
export async function planFaults(
  pool: pg.Pool,
  { sql, parameters }: SentStatement,
  { large, mostSorted }: { large: ReadonlySet<string>; mostSorted: number },
): Promise<PlanFault[]> {
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
  for (const plan of await plansOf(pool, { sql, parameters })) visit(plan);
  return [...new Map(faults.map((fault) => [`${fault.step} ${fault.of}`, fault])).values()];
}

async function plansOf(pool: pg.Pool, { sql, parameters }: SentStatement): Promise<PlanNode[]> {
  const client = await pool.connect();
  try {
    const explain = async (statement: string, values: unknown[] = []): Promise<PlanNode[]> => {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) ${statement}`,
        values,
      );
      return rows.map((row) => row['QUERY PLAN'][0].Plan);
    };
    const forThese = await explain(sql, [...parameters]);
    await client.query(`prepare often as ${sql}`);
    const values = parameters.length > 0 ? `(${parameters.map(literalOf).join()})` : '';
    for (let n = 0; n < timesUntilChosen; n += 1) await client.query(`execute often${values}`);
    const ofOften = await explain(`execute often${values}`);
    return [...forThese, ...ofOften];
  } finally {
    await client.query('deallocate all');
    client.release();
  }
}

/** A parameter as it stands in a statement; its type is found by its place. */
function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value))
    return pg.escapeLiteral(`{${value.map((each) => JSON.stringify(String(each))).join()}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}
