import type { Call } from '../call.ts';

/** Calls about what should not be public: where they are and who may make them. */
export const reviewCalls = {
  createReport: { method: 'POST', path: '/reports', access: 'user', status: 201 },
  reports: { method: 'GET', path: '/reports', access: 'decide_reports', status: 200 },
  decideReport: { method: 'PUT', path: '/reports/{id}/decision', access: 'decide_reports', status: 200 },
} as const satisfies Record<string, Call>;
