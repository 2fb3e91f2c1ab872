import type { Call } from '../call.ts';

/** Calls about chapters: where they are and who may make them. */
export const chaptersCalls = {
  chapters: { method: 'GET', path: '/videos/{id}/chapters', access: 'public', status: 200 },
  putChapters: { method: 'PUT', path: '/videos/{id}/chapters', access: 'user', status: 200 },
} as const satisfies Record<string, Call>;
