import { WeireelError, type Language, type OwnEmail } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import {
  confirmEmail,
  findUser,
  insertMail,
  readEmail,
  removeEmail,
  type NewMail,
  hashToken,
} from '@weireel/db/people';
import { enqueueJob } from '@weireel/jobs';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireOwnPassword } from './own-password.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** A name, or a person, has so many mails at once, and then one in this time. */
const mailsAtOnce = 3;
const mailEveryMs = 10 * 60_000;
/** Names and people whose mails are counted: about 3 MB each. */
const capacity = 20_000;

/** One's own address, and links for a new password that are mailed there. */
export function emailRoutes(app: FastifyInstance, context: ServerContext, guard: SignInGuard): void {
  const { db, config, newId, elapsedMs } = context;
  const allowance = createAllowance({ capacity, burst: mailsAtOnce, everyMs: mailEveryMs }, elapsedMs);

  const requireMail = (): void => {
    if (!config.hasMail) throw new WeireelError('mail_not_configured');
  };

  const add = async (trx: Database, mail: Omit<NewMail, 'id'>): Promise<void> => {
    const id = newId();
    await insertMail(trx, { id, ...mail });
    const { userId: ownerId } = mail;
    await enqueueJob(trx, { id: newId(), kind: 'send_mail', ownerId, subjectId: id });
  };
  const queue = (mail: Omit<NewMail, 'id'>): Promise<void> => inTransaction(db, (trx) => add(trx, mail));

  /** Changes an address, and tells the former one: whoever did it, its person hears of it. */
  const change = (
    facts: { userId: string; language: Language },
    by: (trx: Database) => Promise<string | null>,
  ): Promise<void> =>
    inTransaction(db, async (trx) => {
      const recipient = await by(trx);
      if (recipient !== null && config.hasMail) await add(trx, { purpose: 'changed', recipient, ...facts });
    });

  const present = async (userId: string): Promise<OwnEmail> => ({
    isOffered: config.hasMail,
    ...(await readEmail(db, userId)),
  });

  // Nobody is looked for here: whoever exists costs the same, and is counted the same, as whoever does not.
  route(app, 'askForReset', async ({ body, request, language }) => {
    requireMail();
    guard.arrive(request.ip);
    const recipient = body.name.trim().toLowerCase();
    allowance.spend(`name ${recipient}`);
    await queue({ purpose: 'password', recipient, userId: null, language });
    return undefined;
  });

  route(app, 'email', ({ viewer }) => present(viewer.id));

  route(app, 'putEmail', async ({ body, viewer, request, language }) => {
    requireMail();
    const user = await findUser(db, viewer.id);
    if (!user) throw new WeireelError('unauthenticated');
    // A stolen session must not say where the next password is sent.
    await requireOwnPassword(context, guard, { user, password: body.password, request });
    const { address } = body;
    spendBoth(viewer.id, address);
    await queue({ purpose: 'email', recipient: address, userId: viewer.id, language });
    return present(viewer.id);
  });

  route(app, 'confirmEmail', async ({ body, viewer, request, language }) => {
    guard.arrive(request.ip);
    const confirmation = { userId: viewer.id, codeHash: hashToken(body.code), requestId: request.id };
    await change({ userId: viewer.id, language }, (trx) => confirmEmail(trx, confirmation));
    request.log.info({ userId: viewer.id, ip: request.ip }, 'address confirmed');
    return present(viewer.id);
  });

  route(app, 'deleteEmail', async ({ viewer, request, language }) => {
    const removal = { userId: viewer.id, requestId: request.id };
    await change({ userId: viewer.id, language }, (trx) => removeEmail(trx, removal));
    request.log.info({ userId: viewer.id, ip: request.ip }, 'address removed');
    return present(viewer.id);
  });

  /** Nobody's mailbox is filled, neither by one person nor by many. */
  function spendBoth(userId: string, address: string): void {
    allowance.spend(`person ${userId}`);
    allowance.spend(`address ${address.toLowerCase()}`);
  }
}
