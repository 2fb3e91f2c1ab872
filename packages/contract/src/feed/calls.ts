import type { Call } from '../call.ts';

/** Calls about feed: where they are and who may make them. */
export const feedCalls = {
  feed: { method: 'GET', path: '/feed', access: 'public', status: 200 },
  relatedVideos: { method: 'GET', path: '/videos/{id}/related', access: 'public', status: 200 },
  tag: { method: 'GET', path: '/tags/{tag}', access: 'public', status: 200 },
  tagVideos: { method: 'GET', path: '/tags/{tag}/videos', access: 'public', status: 200 },
  hideVideo: { method: 'PUT', path: '/videos/{id}/not-interested', access: 'user', status: 204 },
  showVideo: { method: 'DELETE', path: '/videos/{id}/not-interested', access: 'user', status: 204 },
  hideAuthor: { method: 'PUT', path: '/users/{id}/hidden', access: 'user', status: 204 },
  showAuthor: { method: 'DELETE', path: '/users/{id}/hidden', access: 'user', status: 204 },
} as const satisfies Record<string, Call>;
