import type { Notification } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { countUnread, listNotices, readAll, readOne, type NoticeWithNames } from '@weireel/db/notifications';
import type { FastifyInstance } from 'fastify';
import { requireAuthor } from '../channels/require-author.ts';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from '../people/present-speaker.ts';

/** What a person, or a channel, is told by others' doings, and that they have read it. */
export function inboxRoutes(app: FastifyInstance, { db }: ServerContext): void {
  const reader = (as: string | undefined, viewer: SignedIn) =>
    requireAuthor(db, { as, viewer, least: 'manager' });

  route(app, 'notifications', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const before = readCursor(query.cursor);
    const { id: userId } = await reader(query.as, viewer);
    const rows = await listNotices(db, { userId, limit: limit + 1, before });
    return pageOf(rows, limit, presentNotice, ({ updated_at, id }) => ({ at: updated_at, id }));
  });

  route(app, 'readNotifications', async ({ query, viewer }) => {
    const { id } = await reader(query.as, viewer);
    await inTransaction(db, (trx) => readAll(trx, id));
    return { notifications: await countUnread(db, id) };
  });

  route(app, 'readNotification', async ({ params, query, viewer }) => {
    const { id: userId } = await reader(query.as, viewer);
    await inTransaction(db, (trx) => readOne(trx, { id: params.id, userId }));
    return { notifications: await countUnread(db, userId) };
  });
}

function presentNotice(row: NoticeWithNames): Notification {
  const { video_id, title, comment_id, comment_body, comment_state } = row;
  const isSaid = comment_id !== null && comment_body !== null && comment_state !== 'deleted';
  return {
    id: row.id,
    kind: row.kind,
    actors: row.actors.map(presentSpeaker),
    actorCount: row.actor_count,
    video: video_id !== null && title !== null ? { id: video_id, title } : null,
    comment: isSaid ? { id: comment_id, body: comment_body } : null,
    following: row.kind === 'follow' ? row.is_followed : null,
    isHeld: comment_state === 'held',
    isRead: row.is_read,
    updatedAt: row.updated_at.toISOString(),
  };
}
