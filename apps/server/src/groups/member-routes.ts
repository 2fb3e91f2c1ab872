import { mayInGroup } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { findMember, listMembers, removeMember, setMemberRole } from '@weireel/db/groups';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentMember } from './present-group.ts';
import { lockGroupFor, requireGroup } from './require-group.ts';

/** Who belongs to a group, and as what. */
export function memberRoutes(app: FastifyInstance, { db }: ServerContext): void {
  route(app, 'groupMembers', async ({ params, query, viewer }) => {
    await requireGroup(db, 'see', { id: params.id, viewer });
    const limit = query.limit ?? defaultLimit;
    const after = readCursor(query.cursor);
    const rows = await listMembers(db, { groupId: params.id, limit: limit + 1, after });
    return pageOf(rows, limit, presentMember, ({ joined_at, user_id }) => ({ at: joined_at, id: user_id }));
  });

  route(app, 'putGroupMember', async ({ params, body, viewer }) =>
    inTransaction(db, async (trx) => {
      await lockGroupFor(trx, 'govern', { id: params.id, viewer });
      const member = await findMember(trx, params.id, params.userId);
      if (!member) throw new WeireelError('not_found');
      await setMemberRole(trx, { groupId: params.id, userId: params.userId, role: body.role });
      return presentMember({ ...member, role: body.role });
    }),
  );

  route(app, 'removeGroupMember', async ({ params, viewer }) => {
    await inTransaction(db, async (trx) => {
      const group = await lockGroupFor(trx, 'see', { id: params.id, viewer });
      const member = await findMember(trx, params.id, params.userId);
      if (!member) throw new WeireelError('not_found');
      const isLeaving = params.userId === viewer.id;
      const needed = member.role === 'member' ? 'remove' : 'govern';
      if (!isLeaving && !mayInGroup(needed, group.my_role, viewer)) throw new WeireelError('forbidden');
      await removeMember(trx, params.id, params.userId);
    });
    return undefined;
  });
}
