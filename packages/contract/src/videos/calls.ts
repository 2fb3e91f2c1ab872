import type { Call } from '../call.ts';

/** Calls about videos: where they are and who may make them. */
export const videosCalls = {
  myVideos: { method: 'GET', path: '/me/videos', access: 'user', status: 200 },
  myAssets: { method: 'GET', path: '/me/assets', access: 'user', status: 200 },
  deleteAsset: { method: 'DELETE', path: '/assets/{id}', access: 'user', status: 204 },
  createVideo: { method: 'POST', path: '/videos', access: 'publish', status: 201 },
  video: { method: 'GET', path: '/videos/{id}', access: 'public', status: 200 },
  putVideoDetails: { method: 'PUT', path: '/videos/{id}/details', access: 'user', status: 200 },
  videoCovers: { method: 'GET', path: '/videos/{id}/covers', access: 'user', status: 200 },
  deleteVideo: { method: 'DELETE', path: '/videos/{id}', access: 'user', status: 204 },
  putVideoSource: { method: 'PUT', path: '/videos/{id}/source', access: 'publish', status: 200 },
  putVideoAuthor: { method: 'PUT', path: '/videos/{id}/author', access: 'publish', status: 200 },
} as const satisfies Record<string, Call>;
