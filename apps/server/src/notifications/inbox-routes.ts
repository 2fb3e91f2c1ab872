import type { Notification } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { countUnread, listNotices, readAll, readOne, type NoticeWithNames } from '@weireel/db/notifications';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from '../people/present-speaker.ts';

/** What a person is told by others' doings, and that they have read it. */
export function inboxRoutes(app: FastifyInstance, { db }: ServerContext): void {
  route(app, 'notifications', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const before = readCursor(query.cursor);
    const rows = await listNotices(db, { userId: viewer.id, limit: limit + 1, before });
    return pageOf(rows, limit, presentNotice, ({ updated_at, id }) => ({ at: updated_at, id }));
  });

  route(app, 'readNotifications', async ({ viewer }) => {
    await inTransaction(db, (trx) => readAll(trx, viewer.id));
    return { notifications: await countUnread(db, viewer.id) };
  });

  route(app, 'readNotification', async ({ params, viewer }) => {
    await inTransaction(db, (trx) => readOne(trx, { id: params.id, userId: viewer.id }));
    return { notifications: await countUnread(db, viewer.id) };
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
