import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { filesCalls } from './calls.ts';
import { OwnFile, SendFileQuery } from './shapes.ts';

/** Calls about files with the schemas of what they take and answer. */
export const filesRoutes = {
  ownFiles: {
    ...filesCalls.ownFiles,
    summary: 'Own pictures, which projects use, newest first',
    query: ListQuery,
    answer: listOf(OwnFile),
  },
  sendFile: {
    ...filesCalls.sendFile,
    summary:
      'Takes a picture to be used in projects (raw bytes: JPEG, PNG, still WebP or GIF, at most 12 MiB). It can be used once it is checked',
    query: SendFileQuery,
    answer: OwnFile,
  },
  ownFile: { ...filesCalls.ownFile, summary: 'A picture of one’s own', params: IdParams, answer: OwnFile },
  deleteFile: {
    ...filesCalls.deleteFile,
    summary: 'Deletes a picture of one’s own; projects that use it cannot be rendered any more',
    params: IdParams,
  },
} as const satisfies Record<string, Route>;
