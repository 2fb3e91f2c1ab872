import type { Route } from '../route.ts';
import { IdParams } from '../scalars.ts';
import { communityCalls } from './calls.ts';
import { FavouriteState, FollowState, LikeState } from './reactions.ts';

/** Calls about what people say of videos and of each other with the schemas of what they take and answer. */
export const communityRoutes = {
  likeVideo: {
    ...communityCalls.likeVideo,
    summary: 'I like a video; liking it again changes nothing',
    params: IdParams,
    answer: LikeState,
  },
  unlikeVideo: {
    ...communityCalls.unlikeVideo,
    summary: 'I do not like a video any more',
    params: IdParams,
    answer: LikeState,
  },
  favouriteVideo: {
    ...communityCalls.favouriteVideo,
    summary: 'Puts a video among my favourites',
    params: IdParams,
    answer: FavouriteState,
  },
  unfavouriteVideo: {
    ...communityCalls.unfavouriteVideo,
    summary: 'Takes a video out of my favourites',
    params: IdParams,
    answer: FavouriteState,
  },
  followUser: {
    ...communityCalls.followUser,
    summary: 'I follow a person',
    params: IdParams,
    answer: FollowState,
  },
  unfollowUser: {
    ...communityCalls.unfollowUser,
    summary: 'I do not follow a person any more',
    params: IdParams,
    answer: FollowState,
  },
} as const satisfies Record<string, Route>;
