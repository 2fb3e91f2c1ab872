import { WeireelError, type Avoided } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { block, findUser, listAvoided, mute, unblock, unmute, type Pair } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { cutPage, defaultLimit, readCursor, writeCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from './present-speaker.ts';

/** Blocking and muting people, and whom one does not meet. */
export function avoidedRoutes(app: FastifyInstance, { db }: ServerContext): void {
  /** Oneself and another. */
  const pairOf = async (otherId: string, viewer: SignedIn): Promise<Pair> => {
    if (otherId === viewer.id) throw new WeireelError('own_account');
    if ((await findUser(db, otherId)) === null) throw new WeireelError('not_found');
    return { userId: viewer.id, otherId };
  };

  route(app, 'blockUser', async ({ params, viewer }) => {
    const pair = await pairOf(params.id, viewer);
    await inTransaction(db, (trx) => block(trx, pair));
    return undefined;
  });
  route(app, 'unblockUser', async ({ params, viewer }) => {
    await unblock(db, await pairOf(params.id, viewer));
    return undefined;
  });

  route(app, 'muteUser', async ({ params, viewer }) => {
    const pair = await pairOf(params.id, viewer);
    await inTransaction(db, (trx) => mute(trx, pair));
    return undefined;
  });
  route(app, 'unmuteUser', async ({ params, viewer }) => {
    await unmute(db, await pairOf(params.id, viewer));
    return undefined;
  });

  route(app, 'myAvoided', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const page = { userId: viewer.id, limit: limit + 1, before: readCursor(query.cursor) };
    const rows = await listAvoided(db, query.by, page);
    const { shown, nextCursor } = cutPage(rows, limit, ({ since, id }) => writeCursor({ at: since, id }));
    const items = shown.map(({ since, ...person }): Avoided => ({
      user: presentSpeaker(person),
      since: since.toISOString(),
    }));
    return { items, nextCursor };
  });
}
