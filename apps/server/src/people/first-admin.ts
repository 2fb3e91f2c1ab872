import { timingSafeEqual } from 'node:crypto';
import { WeireelError, type SetupBody } from '@weireel/contract';
import {
  appendEvent,
  lockInstallation,
  readInstallation,
  writeInstallation,
  type Database,
} from '@weireel/db';
import { hasAdmin, insertUser } from '@weireel/db/people';
import { hashToken } from '../http/authentication.ts';
import type { ServerContext } from '../http/context.ts';
import { hashPassword } from './password.ts';

const setupKey = 'setup';

/**
 * Makes sure that an administrator can come in: with the given password as account `admin`, or by a set-up
 * link whose token is returned. Null: one exists, or was made now.
 */
export async function prepareFirstAdmin(context: ServerContext): Promise<string | null> {
  if (await hasAdmin(context.db)) return null;
  const password = context.config.adminPassword;
  if (password !== null) {
    const passwordHash = await hashPassword(password);
    await insertAdmin(context, context.db, { account: 'admin', nickname: 'admin', passwordHash });
    return null;
  }
  const token = context.newSecret();
  await writeInstallation(context.db, setupKey, { tokenHash: hashToken(token) });
  return token;
}

/**
 * Makes the first administrator with the token of the set-up link.
 *
 * @returns the new person's id
 * @throws WeireelError `setup_done`, `setup_token_invalid`, `account_taken`
 */
export async function setUpAdmin(context: ServerContext, body: SetupBody): Promise<string> {
  const passwordHash = await hashPassword(body.password);
  return context.db.transaction().execute(async (trx) => {
    // One administrator comes out of two calls at once: the fact is locked while it is looked at.
    await lockInstallation(trx, setupKey);
    if (await hasAdmin(trx)) throw new WeireelError('setup_done');
    const fact = await readInstallation(trx, setupKey);
    const expected = fact && 'tokenHash' in fact ? String(fact.tokenHash) : '';
    const given = hashToken(body.token);
    if (expected.length !== given.length || !timingSafeEqual(Buffer.from(expected), Buffer.from(given))) {
      throw new WeireelError('setup_token_invalid');
    }
    return insertAdmin(context, trx, {
      account: body.account.toLowerCase(),
      nickname: body.nickname,
      passwordHash,
    });
  });
}

async function insertAdmin(
  context: ServerContext,
  db: Database,
  admin: { account: string; nickname: string; passwordHash: string },
): Promise<string> {
  const id = context.newId();
  const row = await insertUser(db, { id, ...admin, roles: ['admin'], state: 'active' });
  if (!row) throw new WeireelError('account_taken');
  await appendEvent(db, { kind: 'user.registered', subjectId: id, userId: id });
  return id;
}
