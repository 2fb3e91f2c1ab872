import type { Role } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { changeRole, listUsers } from '@weireel/db/people';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentAccount } from './present-account.ts';

/** Who has an account and which roles, for administrators. */
export function roleRoutes(app: FastifyInstance, { db, sessions }: ServerContext): void {
  route(app, 'adminUsers', async ({ query }) => {
    const limit = query.limit ?? defaultLimit;
    const rows = await listUsers(db, {
      ...{ text: query.q ?? null, role: query.role ?? null },
      ...{ limit: limit + 1, before: readCursor(query.cursor) },
    });
    return pageOf(rows, limit, presentAccount, ({ created_at, id }) => ({ at: created_at, id }));
  });

  const setRole = async (
    { id, role }: { id: string; role: Role },
    isGiven: boolean,
    { viewer, request }: { viewer: SignedIn; request: FastifyRequest },
  ) => {
    const change = { userId: id, role, isGiven, byId: viewer.id, requestId: request.id };
    const user = await inTransaction(db, (trx) => changeRole(trx, change));
    sessions.forgetPerson(id);
    request.log.info({ userId: id, role, isGiven, byId: viewer.id }, 'role changed');
    return presentAccount(user);
  };
  route(app, 'giveRole', ({ params, ...call }) => setRole(params, true, call));
  route(app, 'takeRole', ({ params, ...call }) => setRole(params, false, call));
}
