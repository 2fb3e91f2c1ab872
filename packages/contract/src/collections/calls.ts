import type { Call } from '../call.ts';

/** Calls about collections and courses: where they are and who may make them. */
export const collectionsCalls = {
  createCollection: { method: 'POST', path: '/collections', access: 'publish', status: 201 },
  collection: { method: 'GET', path: '/collections/{id}', access: 'public', status: 200 },
  putCollection: { method: 'PUT', path: '/collections/{id}', access: 'user', status: 200 },
  deleteCollection: { method: 'DELETE', path: '/collections/{id}', access: 'user', status: 204 },
  putCollectionOwner: { method: 'PUT', path: '/collections/{id}/owner', access: 'publish', status: 200 },
  collectionItems: { method: 'GET', path: '/collections/{id}/items', access: 'public', status: 200 },
  putCollectionItems: { method: 'PUT', path: '/collections/{id}/items', access: 'user', status: 204 },
  putCollectionItem: {
    ...{ method: 'PUT', path: '/collections/{id}/items/{videoId}', access: 'user', status: 204 },
  },
  removeCollectionItem: {
    ...{ method: 'DELETE', path: '/collections/{id}/items/{videoId}', access: 'user', status: 204 },
  },
  myCollections: { method: 'GET', path: '/me/collections', access: 'user', status: 200 },
  userCollections: { method: 'GET', path: '/users/{id}/collections', access: 'public', status: 200 },
} as const satisfies Record<string, Call>;
