import { createHash, randomBytes } from 'node:crypto';
import { isReservedName, skeletonOf } from '@weireel/catalogue/people';
import { profileLimits, WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  findIdentity,
  findUser,
  findUserByIdentity,
  insertFlow,
  linkIdentity,
  registerByIdentity,
  takeFlow,
  unlinkIdentity,
  type OidcFlow,
  type UserRow,
  hashToken,
} from '@weireel/db/people';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { enter } from './entrance.ts';
import { createOidcClient, type OidcClient, type OidcPerson } from './oidc-client.ts';
import { requireOwnPassword } from './own-password.ts';
import { registrationState } from './registration-state.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** Where a browser begins a sign-in, below the API, and what lies below it. */
const flowPath = '/auth/oidc';
/** Binds a sign-in that is under way to the browser that began it. */
const flowCookie = 'weireel_oidc';
const longestPath = 500;
const settingsPath = '/settings/sign-in';

/** Coming in by an identity provider, and being known by it. */
export function oidcRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, config, elapsedMs } = context;
  const apiPath = `/api/v1${flowPath}`;
  // Of the public address, never of what a request calls us: the answer with its code goes there.
  const redirectUri = `${config.publicUrl}${apiPath}/callback`;
  const client = config.oidc && createOidcClient(config.oidc, redirectUri, elapsedMs);
  const cookieOptions = {
    path: apiPath,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  } as const;

  const configured = (): OidcClient => {
    if (client === null) throw new WeireelError('not_found');
    return client;
  };

  /** Begins a sign-in there; gives where the browser has to go. */
  const begin = async (reply: FastifyReply, goal: Pick<OidcFlow, 'returnTo' | 'userId'>): Promise<string> => {
    const { url, proof } = await configured().begin();
    const token = randomBytes(32).toString('base64url');
    await insertFlow(db, hashToken(token), { ...proof, ...goal });
    reply.setCookie(flowCookie, token, cookieOptions);
    return url.href;
  };

  /** Goes on with what a browser began; gives the path to go on at. */
  const finish = async (request: FastifyRequest, reply: FastifyReply, flow: OidcFlow): Promise<string> => {
    const person = await configured().finish(new URL(request.url, config.publicUrl).search, flow);
    const { userId } = flow;
    if (userId === null) {
      const user = (await findUserByIdentity(db, person)) ?? (await newcomer(person, request.id));
      await enter(context, user, reply);
      return flow.returnTo;
    }
    if (request.viewer?.id !== userId) throw new WeireelError('sign_in_failed');
    await inTransaction(db, (trx) => linkIdentity(trx, { userId, identity: person, requestId: request.id }));
    request.log.info({ userId, ip: request.ip }, 'identity linked');
    return flow.returnTo;
  };

  const newcomer = async (person: OidcPerson, requestId: string): Promise<UserRow> => {
    const state = await registrationState(context);
    const user = {
      ...{ id: context.newId(), account: null, passwordHash: null, state },
      ...{ nickname: nicknameOf(person), roles: config.newcomerRoles },
    };
    return registerByIdentity(db, { user, identity: person, requestId });
  };

  app.get<{ Querystring: { to?: unknown } }>(flowPath, { schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      guard.arrive(request.ip);
      return reply.redirect(await begin(reply, { returnTo: ownPath(request.query.to), userId: null }), 303);
    } catch (error) {
      return tellTrouble(request, reply, { error, page: '/login' });
    }
  });

  app.get(`${flowPath}/callback`, { schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', 'no-store').clearCookie(flowCookie, cookieOptions);
    let page = '/login';
    try {
      guard.arrive(request.ip);
      const flow = await takeFlow(db, hashToken(request.cookies[flowCookie] ?? ''));
      if (flow === null) throw new WeireelError('sign_in_failed');
      page = flow.userId === null ? `/login?to=${encodeURIComponent(flow.returnTo)}` : settingsPath;
      return reply.redirect(await finish(request, reply, flow), 303);
    } catch (error) {
      return tellTrouble(request, reply, { error, page });
    }
  });

  route(app, 'identity', async ({ viewer }) => {
    const { oidc } = config;
    const since = oidc && (await findIdentity(db, viewer.id, oidc.issuer));
    return { label: oidc?.label ?? null, since: since?.toISOString() ?? null };
  });

  // Not repeated by its Idempotency-Key: each has a state of its own.
  route(app, 'linkIdentity', async ({ body, viewer, request, reply }) => {
    configured();
    const user = await findUser(db, viewer.id);
    if (!user) throw new WeireelError('unauthenticated');
    // A stolen session must not give its thief a way in that stays.
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    return { url: await begin(reply, { returnTo: settingsPath, userId: viewer.id }) };
  });

  route(app, 'unlinkIdentity', async ({ viewer, request }) => {
    if (config.oidc === null) throw new WeireelError('not_found');
    const unlink = { userId: viewer.id, issuer: config.oidc.issuer, requestId: request.id };
    await inTransaction(db, (trx) => unlinkIdentity(trx, unlink));
    request.log.info({ userId: viewer.id, ip: request.ip }, 'identity unlinked');
    return undefined;
  });
}

/** Says on a page of ours why it did not work: a browser stands here, and no program. */
function tellTrouble(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, page }: { error: unknown; page: string },
): FastifyReply {
  if (!(error instanceof WeireelError)) throw error;
  const { code, extra } = error;
  request.log.warn({ code, cause: error.cause, ip: request.ip }, 'sign-in at the identity provider failed');
  // Behind `#`, where it gets into no log and no other site's hands.
  if (code === 'second_factor_needed') return reply.redirect(`${page}#${String(extra['challenge'])}`, 303);
  return reply.redirect(`${page}${page.includes('?') ? '&' : '?'}trouble=${code}`, 303);
}

/** A path of ours to go on at, whatever was asked for: as a browser would read it, so that both mean the same. */
function ownPath(wanted: unknown): string {
  const ours = 'http://ours.invalid';
  const url = typeof wanted === 'string' && wanted.length <= longestPath ? URL.parse(wanted, ours) : null;
  const path = url?.origin === ours ? url.pathname + url.search : '/';
  return path.startsWith('//') ? '/' : path;
}

/** What a newcomer is called: as there, unless that speaks for the server or shows nothing. */
function nicknameOf({ name, subject }: OidcPerson): string {
  const tidy = [...(name ?? '').normalize('NFC').replaceAll(/\p{C}/gu, '').trim()]
    .slice(0, profileLimits.nickname)
    .join('');
  const isFit = skeletonOf(tidy).trim() !== '' && !isReservedName(tidy);
  return isFit ? tidy : `用户${createHash('sha256').update(subject).digest('hex').slice(0, 4)}`;
}
