import { WeireelError, type SignIn } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { endSessions, listSessions } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';

/** Where one is signed in, and signing out elsewhere. */
export function sessionRoutes(app: FastifyInstance, { db, sessions }: ServerContext): void {
  route(app, 'mySessions', async ({ viewer }) => {
    const rows = await listSessions(db, viewer.id);
    const items = rows.map((row): SignIn => ({
      id: row.id,
      userAgent: row.user_agent,
      isCurrent: row.token_hash === viewer.tokenHash,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
    }));
    return { items, nextCursor: null };
  });

  route(app, 'endSession', async ({ params, viewer }) => {
    const ended = await inTransaction(db, (trx) => endSessions(trx, viewer.id, { id: params.id }));
    if (ended === 0) throw new WeireelError('not_found');
    sessions.forgetPerson(viewer.id);
    return undefined;
  });

  route(app, 'endOtherSessions', async ({ viewer }) => {
    await inTransaction(db, (trx) => endSessions(trx, viewer.id, { exceptHash: viewer.tokenHash }));
    sessions.forgetPerson(viewer.id);
    return undefined;
  });
}
