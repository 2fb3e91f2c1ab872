import type { Call } from '../call.ts';

/** Calls about uploads: where they are and who may make them. */
export const uploadsCalls = {
  createUpload: { method: 'POST', path: '/uploads', access: 'publish', status: 201 },
  myUploads: { method: 'GET', path: '/uploads', access: 'user', status: 200 },
  upload: { method: 'GET', path: '/uploads/{id}', access: 'user', status: 200 },
  putPart: { method: 'PUT', path: '/uploads/{id}/parts/{n}', access: 'publish', status: 200 },
  partUrls: { method: 'POST', path: '/uploads/{id}/part-urls', access: 'publish', status: 200 },
  completeUpload: { method: 'POST', path: '/uploads/{id}/complete', access: 'publish', status: 200 },
  cancelUpload: { method: 'DELETE', path: '/uploads/{id}', access: 'user', status: 204 },
} as const satisfies Record<string, Call>;
