import { isBeyondBlocks } from '@weireel/catalogue';
import { WeireelError, type FollowedPerson } from '@weireel/contract';
import { listFollows, type FollowSide } from '@weireel/db/community';
import type { FastifyInstance } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { presentSpeaker } from '../people/present-speaker.ts';
import { requirePerson } from '../people/require-person.ts';

/** Who follows whom, for those who are signed in: nobody else can gather who knows whom. */
export function followRoutes(app: FastifyInstance, { db }: ServerContext): void {
  async function list(
    side: FollowSide,
    { params, query, viewer }: { params: { id: string }; query: ListQuery; viewer: SignedIn },
  ) {
    const { user, stance } = await requirePerson(db, params.id, viewer);
    const seesAll = isBeyondBlocks(viewer);
    // Whom one has blocked one does not meet, and so not those around them.
    if (stance?.blocked === true && !seesAll) throw new WeireelError('not_found');
    const limit = query.limit ?? defaultLimit;
    const page = { limit: limit + 1, before: readCursor(query.cursor) };
    const rows = await listFollows(db, side, { ...page, seesAll, personId: user.id, askerId: viewer.id });
    return pageOf(
      rows,
      limit,
      ({ bio, following, since, ...person }): FollowedPerson => ({
        ...{ user: presentSpeaker(person), bio, following, since: since.toISOString() },
      }),
      ({ since: at, id }) => ({ at, id }),
    );
  }

  route(app, 'followers', (asked) => list('followers', asked));
  route(app, 'following', (asked) => list('following', asked));
}

/** Which page of a list is asked for. */
interface ListQuery {
  limit?: number;
  cursor?: string;
}
