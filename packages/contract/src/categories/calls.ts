import type { Call } from '../call.ts';

/** Calls about categories: where they are and who may make them. */
export const categoriesCalls = {
  categories: { method: 'GET', path: '/categories', access: 'public', status: 200 },
  categoryVideos: { method: 'GET', path: '/categories/{id}/videos', access: 'public', status: 200 },
  createCategory: { method: 'POST', path: '/admin/categories', access: 'admin', status: 201 },
  putCategory: { method: 'PUT', path: '/admin/categories/{id}', access: 'admin', status: 200 },
  putCategoryOrder: { method: 'PUT', path: '/admin/categories', access: 'admin', status: 200 },
} as const satisfies Record<string, Call>;
