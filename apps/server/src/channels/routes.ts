import type { GroupDeed, Viewer } from '@weireel/catalogue';
import type { Channel } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import { findChannel, insertChannel, listChannelsOf, type ChannelOf } from '@weireel/db/channels';
import { deleteGroup, lockGroup } from '@weireel/db/groups';
import { closeAccount } from '@weireel/db/people';
import { deleteBelongings } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { requireDeed } from '../groups/require-group.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { answerOnce } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from '../people/present-speaker.ts';
import { refuseNames } from '../people/refuse-names.ts';

/** Channels: making and deleting them. What is done as one is done by the calls that take `as`. */
export function channelRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, sessions, mediaAccess, newId } = context;

  route(app, 'myChannels', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const before = readCursor(query.cursor);
    const rows = await listChannelsOf(db, { userId: viewer.id, limit: limit + 1, before });
    return pageOf(rows, limit, presentChannel, ({ created_at, id }) => ({ at: created_at, id }));
  });

  route(app, 'createChannel', async ({ body, viewer, request }) => {
    const [handle, nickname] = [body.handle.toLowerCase(), body.nickname.trim()];
    refuseNames({ handle, nickname });
    const made = await answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      const channel = { id: newId(), handle, nickname, bio: body.bio.trim() };
      await insertChannel(trx, { ...channel, ownerId: viewer.id, requestId: request.id });
      return presentChannel(await requireChannel(trx, 'see', { id: channel.id, viewer }));
    });
    sessions.forgetPerson(viewer.id);
    return made;
  });

  route(app, 'channel', async ({ params, viewer }) =>
    presentChannel(await requireChannel(db, 'see', { id: params.id, viewer })),
  );

  route(app, 'deleteChannel', async ({ params, viewer, request }) => {
    const { id: requestId } = request;
    await inTransaction(db, async (trx) => {
      await lockGroup(trx, params.id);
      const { id } = await requireChannel(trx, 'govern', { id: params.id, viewer });
      await closeAccount(trx, { userId: id, requestId, byId: viewer.id });
      await deleteGroup(trx, id);
    });
    sessions.forgetPerson(viewer.id);
    try {
      await deleteBelongings(db, params.id, { newId, requestId });
    } catch (error) {
      // The channel is gone, and the next sweep goes on with what is left of it.
      request.log.error(error);
    }
    mediaAccess.forget();
    request.log.info({ channelId: params.id, byId: viewer.id }, 'channel deleted');
    return undefined;
  });
}

/** A channel in which the viewer may do something, as `requireGroup` says it of groups. */
async function requireChannel(
  db: Database,
  deed: GroupDeed,
  { id, viewer }: { id: string; viewer: NonNullable<Viewer> },
): Promise<ChannelOf> {
  return requireDeed(deed, await findChannel(db, id, viewer.id), viewer);
}

function presentChannel(row: ChannelOf): Channel {
  return {
    ...presentSpeaker(row),
    ...{ handle: row.account ?? '', bio: row.bio, badge: row.badge },
    ...{ myRole: row.my_role, members: row.members },
    createdAt: row.created_at.toISOString(),
  };
}
