import type { Call } from '../call.ts';

/** Calls about what people say of videos and of each other: where they are and who may make them. */
export const communityCalls = {
  likeVideo: { method: 'PUT', path: '/videos/{id}/like', access: 'take_part', status: 200 },
  unlikeVideo: { method: 'DELETE', path: '/videos/{id}/like', access: 'user', status: 200 },
  favouriteVideo: { method: 'PUT', path: '/videos/{id}/favourite', access: 'take_part', status: 200 },
  unfavouriteVideo: { method: 'DELETE', path: '/videos/{id}/favourite', access: 'user', status: 200 },
  followUser: { method: 'PUT', path: '/users/{id}/follow', access: 'take_part', status: 200 },
  unfollowUser: { method: 'DELETE', path: '/users/{id}/follow', access: 'user', status: 200 },
  comments: { method: 'GET', path: '/videos/{id}/comments', access: 'public', status: 200 },
  createComment: { method: 'POST', path: '/videos/{id}/comments', access: 'take_part', status: 201 },
  putCommentPolicy: { method: 'PUT', path: '/videos/{id}/comment-policy', access: 'user', status: 200 },
  commentReplies: { method: 'GET', path: '/comments/{id}/replies', access: 'public', status: 200 },
  deleteComment: { method: 'DELETE', path: '/comments/{id}', access: 'user', status: 204 },
  likeComment: { method: 'PUT', path: '/comments/{id}/like', access: 'take_part', status: 200 },
  unlikeComment: { method: 'DELETE', path: '/comments/{id}/like', access: 'user', status: 200 },
  pinComment: { method: 'PUT', path: '/comments/{id}/pin', access: 'user', status: 200 },
  unpinComment: { method: 'DELETE', path: '/comments/{id}/pin', access: 'user', status: 200 },
  approveComment: { method: 'PUT', path: '/comments/{id}/approval', access: 'user', status: 200 },
  myFavourites: { method: 'GET', path: '/me/favourites', access: 'user', status: 200 },
  heldComments: { method: 'GET', path: '/me/held-comments', access: 'user', status: 200 },
  comment: { method: 'GET', path: '/comments/{id}', access: 'public', status: 200 },
  shareVideo: { method: 'POST', path: '/videos/{id}/share', access: 'public', status: 200 },
  danmaku: { method: 'GET', path: '/videos/{id}/danmaku', access: 'public', status: 200 },
  createDanmaku: { method: 'POST', path: '/videos/{id}/danmaku', access: 'take_part', status: 201 },
  deleteDanmaku: { method: 'DELETE', path: '/danmaku/{id}', access: 'user', status: 204 },
  approveDanmaku: { method: 'PUT', path: '/danmaku/{id}/approval', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
