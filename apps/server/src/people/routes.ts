import { WeireelError, type Session } from '@weireel/contract';
import { appendEvent } from '@weireel/db';
import {
  countPublicVideos,
  deleteSession,
  findUser,
  findUserByAccount,
  findUserByOpenid,
  hasAdmin,
  insertUser,
  usedBytes,
  type UserRow,
} from '@weireel/db/people';
import { codeToSession } from '@weireel/wechat';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { beginSession, sessionCookie } from '../http/authentication.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { setUpAdmin } from './first-admin.ts';
import { checkPassword, hashPassword } from './password.ts';
import { presentUser } from './present-user.ts';

/** Set-up, registration, sign-in and who I am. */
export function accountRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config } = context;
  const signInLimit = {
    config: { rateLimit: { max: config.rates.signInPerMinute, timeWindow: 60_000, groupId: 'sign-in' } },
  };

  const begin = async (user: UserRow, reply: FastifyReply): Promise<Session> => {
    if (user.state === 'pending') throw new WeireelError('account_pending');
    if (user.state === 'disabled') throw new WeireelError('account_disabled');
    const token = await beginSession(context, reply, user.id);
    return { token, user: presentUser(user, await countPublicVideos(db, user.id)) };
  };

  const registrationState = (): 'active' | 'pending' => {
    if (config.registration === 'open') return 'active';
    if (config.registration === 'approve') return 'pending';
    throw new WeireelError('registration_closed');
  };

  route(app, 'setupState', async () => ({
    done: await hasAdmin(db),
    registration: config.registration,
    maxUploadBytes: config.uploadLimits.maxUploadBytes,
  }));

  route(
    app,
    'setup',
    async ({ body, reply }) => {
      const id = await setUpAdmin(context, body);
      const user = await findUser(db, id);
      if (!user) throw new WeireelError('internal');
      return begin(user, reply);
    },
    signInLimit,
  );

  route(
    app,
    'register',
    async ({ body, reply, request }) => {
      const state = registrationState();
      const account = body.account.toLowerCase();
      const passwordHash = await hashPassword(body.password);
      const user = await db.transaction().execute(async (trx) => {
        const row = await insertUser(trx, {
          id: context.newId(),
          account,
          passwordHash,
          nickname: body.nickname,
          roles: [],
          state,
        });
        if (row) {
          await appendEvent(trx, {
            kind: 'user.registered',
            subjectId: row.id,
            userId: row.id,
            requestId: request.id,
          });
        }
        return row;
      });
      if (user) return begin(user, reply);
      // A repeated call (same Idempotency-Key or a lost answer) is told by its password, not by stored tokens.
      const existing = await findUserByAccount(db, account);
      const isRepeat =
        request.headers['idempotency-key'] !== undefined && existing?.nickname === body.nickname;
      if (isRepeat && (await checkPassword(body.password, existing.password_hash)))
        return begin(existing, reply);
      throw new WeireelError('account_taken');
    },
    signInLimit,
  );

  route(
    app,
    'login',
    async ({ body, reply }) => {
      const user = await findUserByAccount(db, body.account.toLowerCase());
      const isRight = await checkPassword(body.password, user?.password_hash ?? null);
      if (!user || !isRight) throw new WeireelError('wrong_credentials');
      return begin(user, reply);
    },
    signInLimit,
  );

  route(
    app,
    'wechatLogin',
    async ({ body, reply, request }) => {
      if (!config.wechat) throw new WeireelError('wechat_not_configured');
      const identity = await codeToSession(config.wechat, body.code);
      const known = await findUserByOpenid(db, identity.openid);
      if (known) return { ...(await begin(known, reply)), isNew: false };
      const user = await db.transaction().execute(async (trx) => {
        const row = await insertUser(trx, {
          id: context.newId(),
          account: null,
          passwordHash: null,
          wechatOpenid: identity.openid,
          ...(identity.unionid !== null && { wechatUnionid: identity.unionid }),
          nickname: `微信用户${identity.openid.slice(-4)}`,
          roles: [],
          state: registrationState(),
        });
        if (row) {
          await appendEvent(trx, {
            kind: 'user.registered',
            subjectId: row.id,
            userId: row.id,
            requestId: request.id,
          });
        }
        return row;
      });
      // Two first sign-ins at once: the other one made the person.
      const person = user ?? (await findUserByOpenid(db, identity.openid));
      if (!person) throw new WeireelError('internal');
      return { ...(await begin(person, reply)), isNew: user !== null };
    },
    signInLimit,
  );

  route(app, 'logout', async ({ viewer, reply }) => {
    await deleteSession(db, viewer.tokenHash);
    reply.clearCookie(sessionCookie, { path: '/' });
    return undefined;
  });

  route(app, 'me', async ({ viewer }) => {
    const user = await findUser(db, viewer.id);
    if (!user) throw new WeireelError('unauthenticated');
    return {
      ...presentUser(user, await countPublicVideos(db, user.id)),
      account: user.account,
      quota: {
        usedBytes: await usedBytes(db, user.id),
        limitBytes: config.uploadLimits.quotaBytes,
      },
      unread: { notifications: 0 },
    };
  });
}
