import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import type { UserRow } from './tables.ts';
import { insertUser, type NewUser } from './users.ts';

/**
 * Adds a person with the event that says so: both or neither, in the caller's transaction or in one of its own.
 *
 * @param requestId request of the person themselves. Absent: nobody asked, as when the server makes its administrator
 * @returns null when the WeChat identity, the account or one that looks the same is taken; nothing is told then
 */
export async function registerUser(db: Database, user: NewUser, requestId?: string): Promise<UserRow | null> {
  const add = async (trx: Database): Promise<UserRow | null> => {
    const row = await insertUser(trx, user);
    if (!row) return null;
    const { id } = row;
    const request = requestId === undefined ? {} : { requestId };
    await appendEvent(trx, { kind: 'user.registered', subjectId: id, userId: id, ...request });
    return row;
  };
  return db.isTransaction ? add(db) : inTransaction(db, add);
}
