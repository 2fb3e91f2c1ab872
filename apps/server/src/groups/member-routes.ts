import { mayInGroup } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { findMember, listMembers, removeMember, setMemberRole } from '@weireel/db/groups';
import type { FastifyInstance } from 'fastify';
import { notePart } from '../channels/note-part.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentMember } from './present-group.ts';
import { lockGroupFor, requireGroup } from './require-group.ts';

/** Who belongs to a group, and as what. */
export function memberRoutes(app: FastifyInstance, { db, sessions }: ServerContext): void {
  route(app, 'groupMembers', async ({ params, query, viewer }) => {
    await requireGroup(db, 'see', { id: params.id, viewer });
    const limit = query.limit ?? defaultLimit;
    const after = readCursor(query.cursor);
    const rows = await listMembers(db, { groupId: params.id, limit: limit + 1, after });
    return pageOf(rows, limit, presentMember, ({ joined_at, user_id }) => ({ at: joined_at, id: user_id }));
  });

  route(app, 'putGroupMember', async ({ params, body, viewer, request }) => {
    const { userId: memberId } = params;
    const changed = await inTransaction(db, async (trx) => {
      const group = await lockGroupFor(trx, 'govern', { id: params.id, viewer });
      const member = await findMember(trx, params.id, memberId);
      if (!member) throw new WeireelError('not_found');
      await setMemberRole(trx, { groupId: params.id, userId: memberId, role: body.role });
      await notePart(trx, group, { memberId, role: body.role, byId: viewer.id, requestId: request.id });
      return presentMember({ ...member, role: body.role });
    });
    sessions.forgetPerson(memberId);
    return changed;
  });

  route(app, 'removeGroupMember', async ({ params, viewer, request }) => {
    await inTransaction(db, async (trx) => {
      const group = await lockGroupFor(trx, 'see', { id: params.id, viewer });
      const member = await findMember(trx, params.id, params.userId);
      if (!member) throw new WeireelError('not_found');
      const isLeaving = params.userId === viewer.id;
      const needed = member.role === 'member' ? 'remove' : 'govern';
      if (!isLeaving && !mayInGroup(needed, group.my_role, viewer)) throw new WeireelError('forbidden');
      await removeMember(trx, params.id, params.userId);
      const change = { memberId: params.userId, role: null, byId: viewer.id, requestId: request.id };
      await notePart(trx, group, change);
    });
    sessions.forgetPerson(params.userId);
    return undefined;
  });
}
