import { randomBytes } from 'node:crypto';
import { isPermitted, WeireelError, type Role } from '@weireel/contract';
import { askFor } from '@weireel/db';
import { hashToken, insertSession, type UserRow } from '@weireel/db/people';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addressBlocks } from './address-blocks.ts';
import type { ServerContext } from './context.ts';

/** Name of the session cookie. */
export const sessionCookie = 'weireel_session';

/** As long as a session can last; the server decides when it ends. */
const cookieMaxAgeSeconds = 180 * 24 * 3600;

/** Lets every request say who asks; nobody does until `authenticate` has looked. */
export function nameViewers(app: FastifyInstance): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('authenticationFailure', 'unauthenticated');
}

/**
 * Sets `request.viewer` from a bearer token or the session cookie, and refuses forged cross-site requests. For calls of
 * the API alone: pages, files and media are the same for everybody, and are there while the database is away.
 */
export function authenticate(api: FastifyInstance, context: ServerContext): void {
  api.addHook('onRequest', async (request) => {
    const bearer = bearerToken(request);
    const cookie = bearer === null ? (request.cookies[sessionCookie] ?? null) : null;
    const token = bearer ?? cookie;
    if (token === null || token === '') return;
    if (cookie !== null && !isSafe(request)) checkOrigin(request, context);
    const tokenHash = hashToken(token);
    const { own } = addressBlocks(request.ip);
    const session = await askFor(own, () => context.sessions.find(tokenHash));
    if (session === null || session.expired) {
      // A visitor until a call needs somebody: signing in again must work with the old token still sent along.
      if (session?.expired) request.authenticationFailure = 'token_expired';
      return;
    }
    const { user } = session;
    if (user.state === 'disabled') throw new WeireelError('account_disabled');
    const isHeldBack = context.config.staffSecondFactor === 'required' && user.second_factor_at === null;
    const { counting, withheld } = isHeldBack
      ? withoutStaff(user.roles)
      : { counting: user.roles, withheld: [] };
    const { id, nickname, channels } = user;
    request.viewer = { id, roles: counting, withheld, nickname, channels, tokenHash };
  });
}

/**
 * Begins a session, sets its cookie, and returns its token.
 *
 * @param user who signs in, as they were when it was looked whether they may
 * @throws WeireelError `wrong_credentials`: they have gone, or have another password or second factor meanwhile
 */
export async function beginSession(
  context: ServerContext,
  reply: FastifyReply,
  user: Pick<UserRow, 'id' | 'password_hash' | 'second_factor_at'>,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const userAgent = reply.request.headers['user-agent'];
  const signIn = { as: user, ...(userAgent !== undefined && { userAgent }) };
  const hasBegun = await insertSession(context.db, hashToken(token), user.id, signIn);
  if (!hasBegun) throw new WeireelError('wrong_credentials');
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: context.config.publicUrl.startsWith('https:'),
    maxAge: cookieMaxAgeSeconds,
  });
  return token;
}

/** Roles of a person apart: those by which they decide about what others have made do not count. */
function withoutStaff(roles: Role[]): { counting: Role[]; withheld: Role[] } {
  const isStaff = (role: Role): boolean => isPermitted([role], 'decide_reports');
  return { counting: roles.filter((role) => !isStaff(role)), withheld: roles.filter(isStaff) };
}

function bearerToken(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const match = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(header);
  if (!match?.[1]) throw new WeireelError('unauthenticated');
  return match[1];
}

function isSafe(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
}

// Browsers send Origin with every unsafe request; a page of somebody else's cannot forge it.
function checkOrigin(request: FastifyRequest, context: ServerContext): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = [new URL(context.config.publicUrl).origin, `${request.protocol}://${request.host}`];
  if (!own.includes(origin)) throw new WeireelError('origin_not_allowed', { detail: origin.slice(0, 200) });
}
