import type { Call } from '../call.ts';

/** Calls about admin: where they are and who may make them. */
export const adminCalls = {
  adminJobs: { method: 'GET', path: '/admin/jobs', access: 'admin', status: 200 },
  adminQueue: { method: 'GET', path: '/admin/queue', access: 'admin', status: 200 },
  adminHealth: { method: 'GET', path: '/admin/health', access: 'admin', status: 200 },
  adminCancelJob: { method: 'POST', path: '/admin/jobs/{id}/cancel', access: 'admin', status: 200 },
  adminRetryJob: { method: 'POST', path: '/admin/jobs/{id}/retry', access: 'admin', status: 200 },
} as const satisfies Record<string, Call>;
