import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { closeAccount, findUser } from '@weireel/db/people';
import { deleteBelongings } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { sessionCookie } from '../http/authentication.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireOwnPassword } from './own-password.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Going away for good. */
export function deletionRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, mediaAccess, sessions, newId } = context;

  route(app, 'deleteAccount', async ({ body, viewer, request, reply }) => {
    const user = await findUser(db, viewer.id);
    if (!user) throw new WeireelError('unauthenticated');
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    const requestId = request.id;
    await inTransaction(db, (trx) => closeAccount(trx, { userId: viewer.id, requestId }));
    sessions.forgetPerson(viewer.id);
    try {
      await deleteBelongings(db, viewer.id, { newId, requestId });
    } catch (error) {
      // The account is gone, and the next sweep goes on with what is left of it.
      request.log.error(error);
    }
    mediaAccess.forget();
    request.log.info({ userId: viewer.id, ip: request.ip }, 'account deleted');
    reply.clearCookie(sessionCookie, { path: '/' });
    return undefined;
  });
}
