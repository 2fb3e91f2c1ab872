import { WeireelError } from '@weireel/contract';
import {
  deleteSession,
  findUser,
  findUserByAccount,
  findUserByOpenid,
  hasAdmin,
  registerUser,
  type UserRow,
} from '@weireel/db/people';
import { codeToSession } from '@weireel/wechat';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sessionCookie } from '../http/authentication.ts';
import { requireAuthor } from '../channels/require-author.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { enter, refuseEntry } from './entrance.ts';
import { setUpAdmin } from './first-admin.ts';
import { presentMe } from './present-me.ts';
import { registrationState } from './registration-state.ts';
import { refuseNames } from './refuse-names.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Set-up, registration, sign-in and who I am. */
export function accountRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, config, passwords } = context;

  /** Whether a password opens an account; an account that does not exist costs as much time, and as many tries. */
  const isPasswordOf = async (
    request: FastifyRequest,
    account: string,
    user: UserRow | null,
    password: string,
  ): Promise<boolean> => {
    const isOwner = user !== null && request.viewer?.id === user.id;
    const trial = { account, address: request.ip, isOwner };
    const stored = user?.password_hash ?? null;
    const isRight = await guard.tryPassword(trial, async () => {
      if (!(await passwords.check(password, stored))) return false;
      // Thrown in here it is no trial: half a sign-in must not make up for wrong codes before it.
      if (user !== null && user.second_factor_at !== null) await refuseEntry(context, user);
      return true;
    });
    // Somebody who mistakes the field may have typed the password there: only a name that exists is told.
    if (!isRight) {
      request.log.warn(
        { userId: user?.id ?? null, account: user?.account ?? null, ip: request.ip },
        'wrong password',
      );
    }
    return isRight;
  };

  route(app, 'setupState', async () => ({
    done: await hasAdmin(db),
    registration: config.registration,
    hasMail: config.hasMail,
    maxUploadBytes: config.uploadLimits.maxUploadBytes,
    oidcLabel: config.oidc?.label ?? null,
  }));

  route(app, 'setup', async ({ body, reply, request }) => {
    guard.arrive(request.ip);
    const id = await setUpAdmin(context, body);
    const user = await findUser(db, id);
    if (!user) throw new WeireelError('internal');
    return enter(context, user, reply);
  });

  route(app, 'register', async ({ body, reply, request }) => {
    guard.arrive(request.ip);
    const state = await registrationState(context);
    refuseNames({ account: body.account, nickname: body.nickname });
    const account = body.account.toLowerCase();
    const passwordHash = await passwords.hash(body.password);
    const user = await registerUser(
      db,
      {
        id: context.newId(),
        account,
        passwordHash,
        nickname: body.nickname,
        roles: config.newcomerRoles,
        state,
      },
      request.id,
    );
    if (user) return enter(context, user, reply);
    // A repeated call (same Idempotency-Key or a lost answer) is told by its password, not by stored tokens.
    const existing = await findUserByAccount(db, account);
    const isRepeat = request.headers['idempotency-key'] !== undefined && existing?.nickname === body.nickname;
    if (isRepeat && (await isPasswordOf(request, account, existing, body.password)))
      return enter(context, existing, reply);
    throw new WeireelError('account_taken');
  });

  route(app, 'login', async ({ body, reply, request }) => {
    guard.arrive(request.ip);
    const account = body.account.toLowerCase();
    const user = await findUserByAccount(db, account);
    const isRight = await isPasswordOf(request, account, user, body.password);
    if (!user || !isRight) throw new WeireelError('wrong_credentials');
    return enter(context, user, reply);
  });

  route(app, 'wechatLogin', async ({ body, reply, request }) => {
    guard.arrive(request.ip);
    if (!config.wechat) throw new WeireelError('wechat_not_configured');
    const identity = await codeToSession(config.wechat, body.code);
    const known = await findUserByOpenid(db, identity.openid);
    if (known) return { ...(await enter(context, known, reply)), isNew: false };
    const state = await registrationState(context);
    const user = await registerUser(
      db,
      {
        id: context.newId(),
        account: null,
        passwordHash: null,
        wechatOpenid: identity.openid,
        ...(identity.unionid !== null && { wechatUnionid: identity.unionid }),
        nickname: `微信用户${identity.openid.slice(-4)}`,
        roles: config.newcomerRoles,
        state,
      },
      request.id,
    );
    // Two first sign-ins at once: the other one made the person.
    const person = user ?? (await findUserByOpenid(db, identity.openid));
    if (!person) throw new WeireelError('internal');
    return { ...(await enter(context, person, reply)), isNew: user !== null };
  });

  route(app, 'logout', async ({ viewer, reply, request }) => {
    await deleteSession(db, viewer.tokenHash);
    context.sessions.forgetSession(viewer.tokenHash);
    request.log.info({ userId: viewer.id, ip: request.ip }, 'signed out');
    reply.clearCookie(sessionCookie, { path: '/' });
    return undefined;
  });

  route(app, 'me', async ({ query, viewer }) => {
    const { id } = await requireAuthor(db, { ...query, viewer, least: 'manager' });
    return presentMe(context, id);
  });
}
