import type { Role } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { UserRow } from './tables.ts';

/** Everybody who has an account, the newest first. */
export function listUsers(
  db: Database,
  options: {
    /** What account or nickname holds, in whichever case; null: anything. */
    text: string | null;
    /** A role that they have; null: whichever. */
    role: Role | null;
    limit: number;
    before: ListPosition | null;
  },
): Promise<UserRow[]> {
  const { text, role } = options;
  let query = db
    .selectFrom('users')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('kind', '=', 'person')
    .where(isAfter(['created_at', 'id'], options.before))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit);
  if (text !== null) {
    // `position`, for which no sign of the text means anything.
    query = query.where(
      sql<boolean>`(position(lower(${text}) in account) > 0 or position(lower(${text}) in lower(nickname)) > 0)`,
    );
  }
  if (role !== null) query = query.where(sql<boolean>`${role} = any(roles)`);
  return query.execute();
}
