import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { setFollows, setReactions, type Fulfilled, type Reaction } from '@weireel/db/community';
import { tell } from '@weireel/db/notifications';
import { areApart, findUser } from '@weireel/db/people';
import { findVideoFacts } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireVideo } from './require-video.ts';
import { writeTogether } from './together.ts';

/** Likes, favourites and follows. */
export function reactionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  const writerOf = (reaction: Reaction) => {
    const write = writeTogether((videoId, wishes) =>
      inTransaction(db, async (trx) => {
        const { count, added } = orMissing(await setReactions(trx, reaction, { videoId, wishes }));
        const video =
          reaction === 'like' && added.length > 0 ? await findVideoFacts(trx, videoId, null) : null;
        if (video) {
          const notice = { id: context.newId(), userId: video.authorId, actorIds: added };
          await tell(trx, [{ ...notice, kind: 'like', about: videoId, videoId }]);
        }
        return count;
      }),
    );
    return async (videoId: string, viewer: SignedIn, wish: boolean): Promise<number> => {
      await requireVideo(db, 'see', { id: videoId, viewer });
      return write(videoId, viewer.id, wish);
    };
  };
  const setLike = writerOf('like');
  const setFavourite = writerOf('favourite');
  const setFollow = writeTogether((followedId, wishes) =>
    inTransaction(db, async (trx) => {
      const { count, added } = orMissing(await setFollows(trx, { followedId, wishes }));
      const notice = { id: context.newId(), userId: followedId, actorIds: added };
      await tell(trx, [{ ...notice, kind: 'follow', about: followedId }]);
      return count;
    }),
  );

  route(app, 'likeVideo', async ({ params, viewer }) => ({
    liked: true,
    likes: await setLike(params.id, viewer, true),
  }));

  route(app, 'unlikeVideo', async ({ params, viewer }) => ({
    liked: false,
    likes: await setLike(params.id, viewer, false),
  }));

  route(app, 'favouriteVideo', async ({ params, viewer }) => ({
    favourited: true,
    favourites: await setFavourite(params.id, viewer, true),
  }));

  route(app, 'unfavouriteVideo', async ({ params, viewer }) => ({
    favourited: false,
    favourites: await setFavourite(params.id, viewer, false),
  }));

  route(app, 'followUser', async ({ params, viewer }) => {
    if (params.id === viewer.id) throw new WeireelError('own_account');
    const user = await findUser(db, params.id);
    if (user?.state !== 'active' || (await areApart(db, user.id, viewer.id)))
      throw new WeireelError('not_found');
    return { following: true, followers: await setFollow(user.id, viewer.id, true) };
  });

  route(app, 'unfollowUser', async ({ params, viewer }) => {
    if (params.id === viewer.id) throw new WeireelError('own_account');
    return { following: false, followers: await setFollow(params.id, viewer.id, false) };
  });
}

function orMissing(fulfilled: Fulfilled | null): Fulfilled {
  if (fulfilled === null) throw new WeireelError('not_found');
  return fulfilled;
}
