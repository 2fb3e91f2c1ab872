import { randomBytes } from 'node:crypto';
import { WeireelError, type Session } from '@weireel/contract';
import { insertChallenge, readUserCounts, type UserRow, hashToken } from '@weireel/db/people';
import type { FastifyReply } from 'fastify';
import { beginSession } from '../http/authentication.ts';
import type { ServerContext } from '../http/context.ts';
import { presentUser } from './present-user.ts';

/**
 * Lets a person in who has proved who they are, by whichever way: the one door that all ways lead through.
 *
 * @throws WeireelError as `refuseEntry` and `admit` do
 */
export async function enter(context: ServerContext, user: UserRow, reply: FastifyReply): Promise<Session> {
  await refuseEntry(context, user);
  return admit(context, user, reply);
}

/**
 * Refuses a person who may not come in, or not yet.
 *
 * @throws WeireelError `account_pending`, `account_disabled`; `second_factor_needed` with the `challenge` by which the
 *   sign-in goes on
 */
export async function refuseEntry({ db }: ServerContext, user: UserRow): Promise<void> {
  if (user.state === 'pending') throw new WeireelError('account_pending');
  if (user.state === 'disabled') throw new WeireelError('account_disabled');
  if (user.second_factor_at === null) return;
  const challenge = randomBytes(32).toString('base64url');
  const expiresAt = await insertChallenge(db, { tokenHash: hashToken(challenge), userId: user.id });
  throw new WeireelError('second_factor_needed', {
    extra: { challenge, expiresAt: expiresAt.toISOString() },
  });
}

/**
 * Begins the session of a person who has given all that is asked for.
 *
 * @throws WeireelError `account_disabled`; `wrong_credentials`: they are not what they were when it was looked
 */
export async function admit(context: ServerContext, user: UserRow, reply: FastifyReply): Promise<Session> {
  if (user.state !== 'active') throw new WeireelError('account_disabled');
  const token = await beginSession(context, reply, user);
  reply.log.info({ userId: user.id, ip: reply.request.ip }, 'signed in');
  return { token, user: presentUser(user, await readUserCounts(context.db, user.id)) };
}
