import { randomBytes } from 'node:crypto';
import { WeireelError, type ProofBody } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import {
  beginEnrolment,
  countRecoveryCodes,
  dropSecondFactor,
  endChallenge,
  findChallenge,
  findUser,
  lockUser,
  renewRecoveryCodes,
  spendTry,
  startSecondFactor,
  type UserRow,
  hashToken,
} from '@weireel/db/people';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { drawQr, qrToSvg } from '../http/draw-qr.ts';
import { route } from '../http/route.ts';
import { encodeBase32 } from './base32.ts';
import { hashRecoveryCode, makeRecoveryCodes, takeCode } from './codes.ts';
import { admit } from './entrance.ts';
import { isOwnPassword, requireOwnPassword, trialOf } from './own-password.ts';
import { presentAccount } from './present-account.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { secretBytes } from './totp.ts';

/** A code that is asked for besides what a person comes in by: switched on, given, and switched off. */
export function secondFactorRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, config, sessions } = context;

  const take = (
    trx: Database,
    userId: string,
    { body, request }: { body: { code: string }; request: FastifyRequest },
  ): Promise<boolean> =>
    takeCode(trx, { userId, code: body.code, requestId: request.id, nowMs: context.now() });

  const me = async (viewer: SignedIn): Promise<UserRow> => {
    const user = await findUser(db, viewer.id);
    if (!user) throw new WeireelError('unauthenticated');
    return user;
  };

  /** Does something that takes the password and a code: who has stolen a session has neither. */
  const proved = async (
    call: { viewer: SignedIn; body: ProofBody; request: FastifyRequest },
    work: (trx: Database) => Promise<unknown>,
  ): Promise<void> => {
    const { viewer, body, request } = call;
    const user = await me(viewer);
    if (user.second_factor_at === null) throw new WeireelError('not_found');
    let wrong: 'wrong_password' | 'wrong_code' = 'wrong_password';
    const isRight = await guard.tryPassword(trialOf(user, request), async () => {
      if (!(await isOwnPassword(context, user, body.password))) return false;
      wrong = 'wrong_code';
      return inTransaction(db, async (trx) => {
        await lockUser(trx, user.id);
        if (!(await take(trx, user.id, { body, request }))) return false;
        await work(trx);
        return true;
      });
    });
    if (!isRight) throw new WeireelError(wrong);
  };

  route(app, 'answerChallenge', async ({ body, reply, request }) => {
    guard.arrive(request.ip);
    const tokenHash = hashToken(body.challenge);
    const userId = await findChallenge(db, tokenHash);
    const user = userId === null ? null : await findUser(db, userId);
    if (!user) throw new WeireelError('sign_in_failed');
    const isRight = await guard.tryPassword(trialOf(user, request), () =>
      inTransaction(db, async (trx) => {
        await lockUser(trx, user.id);
        if (!(await spendTry(trx, tokenHash))) throw new WeireelError('sign_in_failed');
        if (!(await take(trx, user.id, { body, request }))) return false;
        await endChallenge(trx, tokenHash);
        return true;
      }),
    );
    if (!isRight) {
      request.log.warn({ userId: user.id, account: user.account, ip: request.ip }, 'wrong code');
      throw new WeireelError('wrong_code');
    }
    return admit(context, user, reply);
  });

  route(app, 'secondFactor', async ({ viewer }) => {
    const { second_factor_at: since } = await me(viewer);
    return {
      since: since?.toISOString() ?? null,
      recoveryCodesLeft: await countRecoveryCodes(db, viewer.id),
    };
  });

  // Not repeated by its Idempotency-Key, as no call here: the answer would be kept with the secret in it.
  route(app, 'enrolSecondFactor', async ({ body, viewer, request }) => {
    const user = await me(viewer);
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    const bytes = randomBytes(secretBytes);
    await inTransaction(db, (trx) => beginEnrolment(trx, { userId: user.id, secret: bytes }));
    const secret = encodeBase32(bytes);
    const uri = otpauthUri(config.publicUrl, user.account ?? user.nickname, secret);
    return { secret, uri, qrSvg: qrToSvg(drawQr(uri)) };
  });

  route(app, 'startSecondFactor', async ({ body, viewer, request }) => {
    const codes = makeRecoveryCodes();
    await inTransaction(db, async (trx) => {
      // Refused first when it is on already: this must be no place to try codes without a limit.
      await startSecondFactor(trx, {
        ...{ userId: viewer.id, exceptHash: viewer.tokenHash, requestId: request.id },
        codeHashes: codes.map((code) => hashRecoveryCode(viewer.id, code)),
      });
      if (!(await take(trx, viewer.id, { body, request }))) throw new WeireelError('wrong_code');
    });
    sessions.forgetPerson(viewer.id);
    request.log.info({ userId: viewer.id, ip: request.ip }, 'second factor switched on');
    return { codes };
  });

  route(app, 'dropSecondFactor', async (call) => {
    const { viewer, request } = call;
    const drop = { userId: viewer.id, requestId: request.id };
    await proved(call, (trx) => dropSecondFactor(trx, drop));
    sessions.forgetPerson(viewer.id);
    request.log.info({ userId: viewer.id, ip: request.ip }, 'second factor switched off');
    return undefined;
  });

  route(app, 'renewRecoveryCodes', async (call) => {
    const { viewer, request } = call;
    const codes = makeRecoveryCodes();
    const codeHashes = codes.map((code) => hashRecoveryCode(viewer.id, code));
    await proved(call, (trx) =>
      renewRecoveryCodes(trx, { userId: viewer.id, codeHashes, requestId: request.id }),
    );
    request.log.info({ userId: viewer.id, ip: request.ip }, 'recovery codes made');
    return { codes };
  });

  route(app, 'takeSecondFactor', async ({ params, viewer, request }) => {
    // One's own goes in the settings, by a code: else a stolen session of an administrator's would be enough.
    if (params.id === viewer.id) throw new WeireelError('forbidden');
    const drop = { userId: params.id, by: { id: viewer.id }, requestId: request.id };
    const user = await inTransaction(db, (trx) => dropSecondFactor(trx, drop));
    sessions.forgetPerson(user.id);
    request.log.info({ userId: user.id, byId: viewer.id }, 'second factor taken');
    return presentAccount(user);
  });
}

/**
 * What an authenticator reads: https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 *
 * @param publicUrl the installation's address, whose name tells this account from one elsewhere
 */
function otpauthUri(publicUrl: string, name: string, secret: string): string {
  const issuer = new URL(publicUrl).hostname.replaceAll(':', '');
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  const facts = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: '6', period: '30' });
  return `otpauth://totp/${label}?${facts.toString()}`;
}
