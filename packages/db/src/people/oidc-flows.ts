import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** Minutes in which somebody has to come back from the identity provider. */
const flowMinutes = 10;

/** A sign-in at the identity provider that is under way. */
export interface OidcFlow {
  /** What the provider is to send back with its answer. */
  state: string;
  /** What its token is to name. */
  nonce: string;
  /** What proves that who has the answer has asked. */
  verifier: string;
  /** Path of ours to go on at. */
  returnTo: string;
  /** Who wants to be known by it from now on; null: somebody signs in. */
  userId: string | null;
}

/** Notes a sign-in that is about to begin, by the hash of what the browser was given. */
export async function insertFlow(db: Database, tokenHash: string, flow: OidcFlow): Promise<void> {
  const { state, nonce, verifier, returnTo, userId } = flow;
  await db
    .insertInto('oidc_flows')
    .values({
      ...{ token_hash: tokenHash, state, nonce, verifier, return_to: returnTo, user_id: userId },
      expires_at: sql<Date>`now() + make_interval(mins => ${flowMinutes})`,
    })
    .execute();
}

/** Takes a sign-in that is under way: it is answered once. Null: there is none such, or it is over. */
export async function takeFlow(db: Database, tokenHash: string): Promise<OidcFlow | null> {
  const row = await db
    .deleteFrom('oidc_flows')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['state', 'nonce', 'verifier', 'return_to', 'user_id'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { state, nonce, verifier, return_to: returnTo, user_id: userId } = row;
  return { state, nonce, verifier, returnTo, userId };
}
