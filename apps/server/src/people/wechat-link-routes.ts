import { WeireelError, type KnownWechat } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { findUser, linkWechat, unlinkWechat, type UserRow } from '@weireel/db/people';
import { codeToSession } from '@weireel/wechat';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireOwnPassword } from './own-password.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Coming in by WeChat to an account that exists: who is signed in to it proves both. */
export function wechatLinkRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, config } = context;

  const requireSelf = async (id: string): Promise<UserRow> => {
    const user = await findUser(db, id);
    if (!user) throw new WeireelError('unauthenticated');
    return user;
  };
  const present = async (id: string): Promise<KnownWechat> => ({
    isOffered: config.wechat !== null,
    isLinked: (await requireSelf(id)).wechat_openid !== null,
  });

  route(app, 'wechat', ({ viewer }) => present(viewer.id));

  route(app, 'linkWechat', async ({ body, viewer, request }) => {
    guard.arrive(request.ip);
    if (config.wechat === null) throw new WeireelError('wechat_not_configured');
    const user = await requireSelf(viewer.id);
    // A stolen session must not give its thief a way in that stays.
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    const identity = await codeToSession(config.wechat, body.code);
    const link = { userId: viewer.id, ...identity, requestId: request.id };
    await inTransaction(db, (trx) => linkWechat(trx, link));
    request.log.info({ userId: viewer.id, ip: request.ip }, 'WeChat linked');
    return present(viewer.id);
  });

  route(app, 'unlinkWechat', async ({ viewer, request }) => {
    const issuer = config.oidc?.issuer ?? null;
    const unlink = { userId: viewer.id, issuer, requestId: request.id };
    await inTransaction(db, (trx) => unlinkWechat(trx, unlink));
    request.log.info({ userId: viewer.id, ip: request.ip }, 'WeChat unlinked');
    return present(viewer.id);
  });
}
