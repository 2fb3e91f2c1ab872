import { isReservedName, skeletonOf } from '@weireel/catalogue/people';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import {
  deleteGroup,
  findGroup,
  insertGroup,
  listGroupsOf,
  renameGroup,
  type GroupOf,
} from '@weireel/db/groups';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { answerOnce } from '../http/idempotency.ts';
import { refuseField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { presentGroup } from './present-group.ts';
import { lockGroupFor, requireGroup } from './require-group.ts';

/** Groups: making, naming and deleting them. */
export function groupRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  route(app, 'myGroups', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const before = readCursor(query.cursor);
    const rows = await listGroupsOf(db, { userId: viewer.id, limit: limit + 1, before });
    return pageOf(rows, limit, presentGroup, ({ created_at, id }) => ({ at: created_at, id }));
  });

  route(app, 'createGroup', async ({ body, viewer, request }) => {
    const name = readName(body.name);
    return answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const id = context.newId();
      await insertGroup(trx, { id, name, ownerId: viewer.id });
      const made = await findGroup(trx, id, viewer.id);
      if (!made) throw new WeireelError('internal');
      return presentGroup(made);
    });
  });

  route(app, 'group', async ({ params, viewer }) =>
    presentGroup(await requireGroup(db, 'see', { id: params.id, viewer })),
  );

  route(app, 'renameGroup', async ({ params, body, viewer }) => {
    const name = readName(body.name);
    return inTransaction(db, async (trx) => {
      const group = await lockGroupFor(trx, 'govern', { id: params.id, viewer });
      refuseChannel(group);
      await renameGroup(trx, group.id, name);
      return presentGroup({ ...group, name });
    });
  });

  route(app, 'deleteGroup', async ({ params, viewer }) => {
    await inTransaction(db, async (trx) => {
      const group = await lockGroupFor(trx, 'govern', { id: params.id, viewer });
      refuseChannel(group);
      await deleteGroup(trx, group.id);
    });
    return undefined;
  });
}

/** Who publish as a channel go by its name, and go with it. */
function refuseChannel({ is_channel }: GroupOf): void {
  if (is_channel) throw new WeireelError('forbidden');
}

/** A name that shows something, and speaks for nobody else. */
function readName(text: string): string {
  const name = text.replaceAll(/\s+/gu, ' ').trim();
  if (isReservedName(name)) throw refuseField('name', 'reserved');
  if (skeletonOf(name).trim() === '') throw refuseField('name', 'bad_format');
  return name;
}
