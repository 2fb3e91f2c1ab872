import { timingSafeEqual } from 'node:crypto';
import { WeireelError, type SetupBody } from '@weireel/contract';
import { lockInstallation, readInstallation, writeInstallation, type Database } from '@weireel/db';
import { hasAdmin, registerUser, hashToken } from '@weireel/db/people';
import type { ServerContext } from '../http/context.ts';

const setupKey = 'setup';

/** Accounts that the administrator of the environment's password gets, the first one that is free. */
const adminAccounts = ['admin', 'administrator', 'weireel-admin'] as const;

/** How somebody comes in who may do everything. */
export type FirstAdmin =
  /** An administrator exists already. */
  | { kind: 'exists' }
  /** One was made with the environment's password. */
  | { kind: 'made'; account: string }
  /** Whoever has the token makes one. */
  | { kind: 'link'; setupToken: string };

/**
 * Makes sure that an administrator can come in: with the password of the environment, or by a set-up link. A person
 * who registered as `admin` with an older version keeps that name, and the administrator gets another one.
 */
export async function prepareFirstAdmin(context: ServerContext): Promise<FirstAdmin> {
  if (await hasAdmin(context.db)) return { kind: 'exists' };
  const password = context.config.adminPassword;
  if (password !== null) {
    const passwordHash = await context.passwords.hash(password);
    for (const account of adminAccounts) {
      const admin = { account, nickname: account, passwordHash };
      if ((await insertAdmin(context, context.db, admin)) !== null) return { kind: 'made', account };
    }
  }
  const setupToken = context.newSecret();
  await writeInstallation(context.db, setupKey, { tokenHash: hashToken(setupToken) });
  return { kind: 'link', setupToken };
}

/**
 * Makes the first administrator with the token of the set-up link.
 *
 * @returns the new person's id
 * @throws WeireelError `setup_done`, `setup_token_invalid`, `account_taken`
 */
export async function setUpAdmin(context: ServerContext, body: SetupBody): Promise<string> {
  const passwordHash = await context.passwords.hash(body.password);
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
    const id = await insertAdmin(context, trx, {
      account: body.account.toLowerCase(),
      nickname: body.nickname,
      passwordHash,
    });
    if (id === null) throw new WeireelError('account_taken');
    return id;
  });
}

/** The new administrator's id; null: the account is taken. */
async function insertAdmin(
  context: ServerContext,
  db: Database,
  admin: { account: string; nickname: string; passwordHash: string },
): Promise<string | null> {
  const user = { id: context.newId(), ...admin, roles: ['admin' as const], state: 'active' as const };
  return (await registerUser(db, user))?.id ?? null;
}
