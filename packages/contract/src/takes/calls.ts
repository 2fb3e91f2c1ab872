import type { Call } from '../call.ts';

/** Calls about takes: clips that are joined into one. */
export const takesCalls = {
  joinTakes: { method: 'POST', path: '/takes', access: 'publish', status: 201 },
  joinedTakes: { method: 'GET', path: '/takes/{id}', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
