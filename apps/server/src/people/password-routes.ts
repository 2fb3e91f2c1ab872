import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { changePassword, findUser, hasReset, insertReset, takeReset, hashToken } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireOwnPassword } from './own-password.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Choosing another password: by the one until now, or by a link, an administrator's or a mailed one. */
export function passwordRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, passwords, sessions } = context;

  route(app, 'putPassword', async ({ body, viewer, request }) => {
    const user = await findUser(db, viewer.id);
    if (user?.account == null || user.password_hash === null) throw new WeireelError('no_password');
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    const passwordHash = await passwords.hash(body.newPassword);
    const change = { userId: viewer.id, passwordHash, exceptHash: viewer.tokenHash, requestId: request.id };
    await inTransaction(db, (trx) => changePassword(trx, change));
    sessions.forgetPerson(viewer.id);
    request.log.info({ userId: viewer.id, ip: request.ip }, 'password changed');
    return undefined;
  });

  // Not repeated by its Idempotency-Key: the answer would be kept with the code in it.
  route(app, 'createPasswordReset', async ({ params, viewer, request }) => {
    const user = await findUser(db, params.id);
    if (!user) throw new WeireelError('not_found');
    if (user.account === null || user.kind === 'channel') throw new WeireelError('no_password');
    const code = context.newSecret();
    const reset = { userId: user.id, codeHash: hashToken(code), byId: viewer.id, requestId: request.id };
    const expiresAt = await inTransaction(db, (trx) => insertReset(trx, reset));
    request.log.info({ userId: user.id, byId: viewer.id }, 'link for a new password made');
    return { code, expiresAt: expiresAt.toISOString() };
  });

  route(app, 'resetPassword', async ({ body, request }) => {
    guard.arrive(request.ip);
    const codeHash = hashToken(body.code);
    // Looked at before a hash is worked out, which costs much; whether it still works counts below.
    if (!(await hasReset(db, codeHash))) throw new WeireelError('reset_invalid');
    const passwordHash = await passwords.hash(body.password);
    const userId = await inTransaction(db, async (trx) => {
      const owner = await takeReset(trx, codeHash);
      if (owner === null) throw new WeireelError('reset_invalid');
      const change = { userId: owner, passwordHash, exceptHash: null, requestId: request.id };
      await changePassword(trx, change);
      return owner;
    });
    sessions.forgetPerson(userId);
    request.log.info({ userId, ip: request.ip }, 'password chosen by a link');
    return undefined;
  });
}
