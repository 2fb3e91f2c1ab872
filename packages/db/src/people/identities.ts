import { WeireelError } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import { registerUser } from './register-user.ts';
import type { UserRow } from './tables.ts';
import { lockUser, type NewUser } from './users.ts';

/** Who somebody is at an identity provider: neither alone says it, and nothing else does. */
export interface Identity {
  /** The provider, exactly as it names itself. */
  issuer: string;
  /** The person there; never given to another. */
  subject: string;
}

/** Finds a person by who they are at an identity provider. */
export async function findUserByIdentity(
  db: Database,
  { issuer, subject }: Identity,
): Promise<UserRow | null> {
  const row = await db
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .selectAll('users')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row ?? null;
}

/** Adds a person who is known by an identity; whoever came first with it at the same moment is given instead. */
export async function registerByIdentity(
  db: Database,
  registration: { user: NewUser; identity: Identity; requestId: string },
): Promise<UserRow> {
  const { user, identity, requestId } = registration;
  return inTransaction(db, async (trx) => {
    const name = JSON.stringify([identity.issuer, identity.subject]);
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
    const known = await findUserByIdentity(trx, identity);
    if (known !== null) return known;
    const row = await registerUser(trx, user, requestId);
    if (row === null) throw new WeireelError('internal');
    await linkIdentity(trx, { userId: row.id, identity, requestId });
    return row;
  });
}

/**
 * Lets a person come in by an identity as well; nothing happens when it is so already.
 *
 * @throws WeireelError `identity_taken`: it is another person's, or they have another one of this provider
 */
export async function linkIdentity(
  trx: Database,
  link: { userId: string; identity: Identity; requestId: string },
): Promise<void> {
  const { userId, identity, requestId } = link;
  const { issuer, subject } = identity;
  const row = await trx
    .insertInto('identities')
    .values({ issuer, subject, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  if (row === undefined) {
    if ((await findUserByIdentity(trx, identity))?.id === userId) return;
    throw new WeireelError('identity_taken');
  }
  const payload = { issuer, isLinked: true };
  await appendEvent(trx, { kind: 'user.identity_changed', subjectId: userId, userId, requestId, payload });
}

/**
 * Lets a person come in by an identity no more.
 *
 * @throws WeireelError `not_found`: they have none there; `no_password`: they have no other way to come in
 */
export async function unlinkIdentity(
  trx: Database,
  unlink: { userId: string; issuer: string; requestId: string },
): Promise<void> {
  const { userId, issuer, requestId } = unlink;
  await lockUser(trx, userId);
  const row = await trx
    .deleteFrom('identities')
    .where('user_id', '=', userId)
    .where('issuer', '=', issuer)
    .returning('user_id')
    .executeTakeFirst();
  if (row === undefined) throw new WeireelError('not_found');
  await requireOtherWay(trx, userId, null);
  const payload = { issuer, isLinked: false };
  await appendEvent(trx, { kind: 'user.identity_changed', subjectId: userId, userId, requestId, payload });
}

/**
 * Makes sure that a person can still come in, after a way in was taken from them in this transaction.
 *
 * @param issuer the identity provider by which people come in here; null: by none, or that was the way
 * @throws WeireelError `no_password`: by none
 */
export async function requireOtherWay(trx: Database, userId: string, issuer: string | null): Promise<void> {
  const { hasWay } = await trx
    .selectFrom('users')
    .select(
      sql<boolean>`(account is not null and password_hash is not null or wechat_openid is not null
        or exists (select from identities where user_id = users.id and issuer = ${issuer}::text))`.as(
        'hasWay',
      ),
    )
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  if (!hasWay) throw new WeireelError('no_password');
}

/** Since when a person may come in by a provider; null: they may not. */
export async function findIdentity(db: Database, userId: string, issuer: string): Promise<Date | null> {
  const row = await db
    .selectFrom('identities')
    .select('created_at')
    .where('user_id', '=', userId)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
  return row?.created_at ?? null;
}
