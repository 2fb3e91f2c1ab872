import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { requireOtherWay } from './identities.ts';
import { findUserByOpenid, lockUser } from './users.ts';

/**
 * Lets a person come in by WeChat as well; nothing happens when it is so already. Whose the openid is already keeps it,
 * and the unionid says nothing of whose account this is.
 *
 * @throws WeireelError `wechat_taken`: it has an account of its own; `wechat_linked`: the person has another one
 */
export async function linkWechat(
  trx: Database,
  link: { userId: string; openid: string; unionid: string | null; requestId: string },
): Promise<void> {
  const { userId, openid, unionid, requestId } = link;
  await lockUser(trx, userId);
  // Two accounts that want the same one, and whoever comes in by it for the first time, wait for the index.
  const rows = await trx
    .updateTable('users')
    .set({ wechat_openid: openid, wechat_unionid: unionid })
    .where('id', '=', userId)
    .where('wechat_openid', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
    .catch((error: unknown) => {
      throw isTaken(error) ? new WeireelError('wechat_taken') : error;
    });
  if (rows.length === 0) {
    const owner = await findUserByOpenid(trx, openid);
    if (owner?.id === userId) return;
    throw new WeireelError(owner === null ? 'wechat_linked' : 'wechat_taken');
  }
  await tellChange(trx, { userId, isLinked: true, requestId });
}

/**
 * Lets a person come in by WeChat no more; what they agreed to get there counts no more either.
 *
 * @param unlink `issuer` is the identity provider by which people come in here; null: none
 * @throws WeireelError `not_found`: they do not; `no_password`: they have no other way to come in
 */
export async function unlinkWechat(
  trx: Database,
  unlink: { userId: string; issuer: string | null; requestId: string },
): Promise<void> {
  const { userId, issuer, requestId } = unlink;
  await lockUser(trx, userId);
  const row = await trx
    .updateTable('users')
    .set({ wechat_openid: null, wechat_unionid: null })
    .where('id', '=', userId)
    .where('wechat_openid', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw new WeireelError('not_found');
  await requireOtherWay(trx, userId, issuer);
  await sql`delete from wechat_consents where user_id = ${userId}`.execute(trx);
  await tellChange(trx, { userId, isLinked: false, requestId });
}

async function tellChange(
  trx: Database,
  { userId, isLinked, requestId }: { userId: string; isLinked: boolean; requestId: string },
): Promise<void> {
  const payload = { isLinked };
  await appendEvent(trx, { kind: 'user.wechat_changed', subjectId: userId, userId, requestId, payload });
}

/** Whether PostgreSQL says that somebody else has it already. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
