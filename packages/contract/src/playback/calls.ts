import type { Call } from '../call.ts';

/** Calls about what somebody watches: where they are and who may make them. */
export const playbackCalls = {
  putPosition: { method: 'PUT', path: '/videos/{id}/position', access: 'user', status: 200 },
  history: { method: 'GET', path: '/me/history', access: 'user', status: 200 },
  clearHistory: { method: 'DELETE', path: '/me/history', access: 'user', status: 204 },
  forgetWatched: { method: 'DELETE', path: '/videos/{id}/position', access: 'user', status: 204 },
  historySettings: { method: 'GET', path: '/me/history/settings', access: 'user', status: 200 },
  putHistorySettings: { method: 'PUT', path: '/me/history/settings', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
