import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { hashToken } from '@weireel/db/people';
import {
  deleteInvite,
  findGroup,
  findInvitingGroup,
  insertInvite,
  joinByInvite,
  listInvites,
} from '@weireel/db/groups';
import type { FastifyInstance } from 'fastify';
import { notePart } from '../channels/note-part.ts';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { presentGroup, presentInvite } from './present-group.ts';
import { lockGroupFor, requireGroup } from './require-group.ts';

/** Codes cannot be guessed; a person who tries any number of them is slowed down nevertheless. */
const pace = { capacity: 20_000, burst: 20, everyMs: 3000 };

/** Invitations to groups: making and ending them, and joining by one. */
export function inviteRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;
  const tries = createAllowance(pace, context.elapsedMs);

  route(app, 'groupInvites', async ({ params, viewer }) => {
    await requireGroup(db, 'invite', { id: params.id, viewer });
    return { items: (await listInvites(db, params.id)).map(presentInvite), nextCursor: null };
  });

  // Not repeated by its Idempotency-Key: the answer would be kept with the code in it.
  route(app, 'createGroupInvite', async ({ params, body, viewer }) =>
    inTransaction(db, async (trx) => {
      await lockGroupFor(trx, 'invite', { id: params.id, viewer });
      const [id, code] = [context.newId(), context.newSecret()];
      const facts = { id, groupId: params.id, codeHash: hashToken(code), byId: viewer.id };
      await insertInvite(trx, { ...facts, ...body });
      const made = (await listInvites(trx, params.id)).find((invite) => invite.id === id);
      if (!made) throw new WeireelError('internal');
      return { ...presentInvite(made), code };
    }),
  );

  route(app, 'revokeGroupInvite', async ({ params, viewer }) => {
    await requireGroup(db, 'invite', { id: params.id, viewer });
    if (!(await deleteInvite(db, params.id, params.inviteId))) throw new WeireelError('not_found');
    return undefined;
  });

  route(app, 'readGroupInvite', async ({ body, viewer }) => {
    tries.spend(viewer.id);
    const groupId = await findInvitingGroup(db, hashToken(body.code));
    const group = groupId === null ? null : await findGroup(db, groupId, viewer.id);
    if (!group) throw new WeireelError('invite_invalid');
    const { id, name, is_channel: isChannel, members, my_role } = group;
    return { group: { id, name, isChannel, members }, isMember: my_role !== null };
  });

  route(app, 'joinGroup', async ({ body, viewer, request }) => {
    tries.spend(viewer.id);
    const joined = await inTransaction(db, async (trx) => {
      const { groupId, isNew } = await joinByInvite(trx, hashToken(body.code), viewer.id);
      const group = await findGroup(trx, groupId, viewer.id);
      if (!group) throw new WeireelError('invite_invalid');
      const change = { memberId: viewer.id, role: group.my_role, byId: viewer.id, requestId: request.id };
      if (isNew) await notePart(trx, group, change);
      return presentGroup(group);
    });
    context.sessions.forgetPerson(viewer.id);
    return joined;
  });
}
