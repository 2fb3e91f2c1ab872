import type { Route } from '../route.ts';
import { IdParams, listOf } from '../scalars.ts';
import { filesCalls } from './calls.ts';
import { OwnFile, OwnFilesQuery, SendFileQuery } from './shapes.ts';

/** Calls about files with the schemas of what they take and answer. */
export const filesRoutes = {
  ownFiles: {
    ...filesCalls.ownFiles,
    summary: 'Own pictures, tables of colours and fonts, which projects use, newest first',
    query: OwnFilesQuery,
    answer: listOf(OwnFile),
  },
  sendFile: {
    ...filesCalls.sendFile,
    summary:
      'Takes a file to be used in projects (raw bytes, at most 12 MiB): a picture as JPEG, PNG, WebP or GIF, still or moving, a Lottie animation (JSON, without pictures, text and expressions), a table of colours (.cube), or a font (TTF or OTF with one face; not WOFF). It can be used once it is checked',
    query: SendFileQuery,
    answer: OwnFile,
  },
  ownFile: { ...filesCalls.ownFile, summary: 'A file of one’s own', params: IdParams, answer: OwnFile },
  deleteFile: {
    ...filesCalls.deleteFile,
    summary: 'Deletes a file of one’s own; projects that use it cannot be rendered any more',
    params: IdParams,
  },
} as const satisfies Record<string, Route>;
