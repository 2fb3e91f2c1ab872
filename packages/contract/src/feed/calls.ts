import type { Call } from '../call.ts';

/** Calls about feed: where they are and who may make them. */
export const feedCalls = {
  feed: { method: 'GET', path: '/feed', access: 'public', status: 200 },
} as const satisfies Record<string, Call>;
