import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** A table that says for which groups something is. */
export interface GroupLinks {
  /** Its name. */
  table: 'video_groups' | 'collection_groups';
  /** The column of what it says it of. */
  column: 'video_id' | 'collection_id';
}

/** For which groups videos are. */
export const groupsOfVideos: GroupLinks = { table: 'video_groups', column: 'video_id' };
/** For which groups collections are. */
export const groupsOfCollections: GroupLinks = { table: 'collection_groups', column: 'collection_id' };

/**
 * Whether a person belongs to one of the groups that something is for.
 *
 * @param subject the column that holds its id
 */
export function belongsToOneOf(
  person: string | RawBuilder<unknown>,
  { table, column }: GroupLinks,
  subject: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`exists (select from ${sql.table(table)} as links join group_members using (group_id)
    where ${sql.ref(`links.${column}`)} = ${subject} and group_members.user_id = ${person})`;
}

/** Says which groups something is for, whose row is held; those that are gone by now are left out. */
export async function setGroups(
  trx: Database,
  { table, column }: GroupLinks,
  { id, groupIds }: { id: string; groupIds: readonly string[] },
): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}
    and group_id <> all(${groupIds}::text[])`.execute(trx);
  await sql`insert into ${sql.table(table)} (${sql.ref(column)}, group_id)
    select ${id}, id from groups where id = any(${groupIds}::text[]) order by id for key share
    on conflict do nothing`.execute(trx);
}
