import type pg from 'pg';

/** A table of ours as it lies in a backup. */
export interface BackupTable {
  /** Its name. */
  name: string;
  /** Its columns, in the order in which rows are written. */
  columns: string[];
}

/**
 * Tables that say nothing to another machine: living workers, the migrator's own, what is found by search, which the
 * server makes again from the text, and what was searched for within a week.
 */
const leftOut = new Set([
  ...['workers', 'kysely_migration', 'kysely_migration_lock'],
  ...['video_search', 'user_search', 'collection_search', 'caption_passages', 'searches', 'hot_searches'],
]);

/** Every table of ours with its columns, those first that others refer to. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by table_name order by table_name`);
  const references = await client.query<{ source: string; target: string }>(`
    select source.relname as source, target.relname as target
    from pg_constraint
    join pg_class as source on source.oid = conrelid
    join pg_class as target on target.oid = confrelid
    where contype = 'f' and source.relnamespace = current_schema()::regnamespace`);
  return inOrder(
    rows.filter(({ name }) => !leftOut.has(name)),
    references.rows,
  );
}

/** Sorts tables so that each comes after those that it refers to. */
export function inOrder(
  tables: readonly BackupTable[],
  references: readonly { source: string; target: string }[],
): BackupTable[] {
  const sorted: BackupTable[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const names = new Set(rest.map(({ name }) => name));
    const isFree = ({ name }: BackupTable): boolean =>
      references.every(({ source, target }) => source !== name || target === name || !names.has(target));
    const free = rest.filter(isFree);
    if (free.length === 0)
      throw new Error(`these tables refer to each other in a circle: ${[...names].join(', ')}`);
    sorted.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return sorted;
}
