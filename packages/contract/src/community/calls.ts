import type { Call } from '../call.ts';

/** Calls about what people say of videos and of each other: where they are and who may make them. */
export const communityCalls = {
  likeVideo: { method: 'PUT', path: '/videos/{id}/like', access: 'user', status: 200 },
  unlikeVideo: { method: 'DELETE', path: '/videos/{id}/like', access: 'user', status: 200 },
  favouriteVideo: { method: 'PUT', path: '/videos/{id}/favourite', access: 'user', status: 200 },
  unfavouriteVideo: { method: 'DELETE', path: '/videos/{id}/favourite', access: 'user', status: 200 },
  followUser: { method: 'PUT', path: '/users/{id}/follow', access: 'user', status: 200 },
  unfollowUser: { method: 'DELETE', path: '/users/{id}/follow', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
