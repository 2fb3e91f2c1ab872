import type { Call } from '../call.ts';

/** Calls about files of one's own, which projects use besides videos. */
export const filesCalls = {
  ownFiles: { method: 'GET', path: '/files', access: 'user', status: 200 },
  sendFile: { method: 'POST', path: '/files', access: 'publish', status: 201 },
  ownFile: { method: 'GET', path: '/files/{id}', access: 'user', status: 200 },
  deleteFile: { method: 'DELETE', path: '/files/{id}', access: 'user', status: 204 },
} as const satisfies Record<string, Call>;
