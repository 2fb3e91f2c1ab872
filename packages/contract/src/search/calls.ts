import type { Call } from '../call.ts';

/** Calls about search: where they are and who may make them. */
export const searchCalls = {
  search: { method: 'GET', path: '/search', access: 'public', status: 200 },
  searchSuggestions: { method: 'GET', path: '/search/suggestions', access: 'public', status: 200 },
  searchHot: { method: 'GET', path: '/search/hot', access: 'public', status: 200 },
} as const satisfies Record<string, Call>;
