import { WeireelError } from '@weireel/contract';
import { setFollows, setReactions, type Reaction } from '@weireel/db/community';
import { findUser } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { route } from '../http/route.ts';
import { requireVideo } from './require-video.ts';
import { writeTogether } from './together.ts';

/** Likes, favourites and follows. */
export function reactionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  const writerOf = (reaction: Reaction) => {
    const write = writeTogether(async (videoId, wishes) =>
      orMissing(await setReactions(db, reaction, { videoId, wishes })),
    );
    return async (videoId: string, viewer: SignedIn, wish: boolean): Promise<number> => {
      await requireVideo(db, 'see', { id: videoId, viewer });
      return write(videoId, viewer.id, wish);
    };
  };
  const setLike = writerOf('like');
  const setFavourite = writerOf('favourite');
  const setFollow = writeTogether(async (followedId, wishes) =>
    orMissing(await setFollows(db, { followedId, wishes })),
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
    if (user?.state !== 'active') throw new WeireelError('not_found');
    return { following: true, followers: await setFollow(user.id, viewer.id, true) };
  });

  route(app, 'unfollowUser', async ({ params, viewer }) => {
    if (params.id === viewer.id) throw new WeireelError('own_account');
    return { following: false, followers: await setFollow(params.id, viewer.id, false) };
  });
}

function orMissing(count: number | null): number {
  if (count === null) throw new WeireelError('not_found');
  return count;
}
