import { Type } from 'typebox';
import type { Route } from '../route.ts';
import { uploadsCalls } from './calls.ts';
import {
  CompletedUpload,
  CreateUploadBody,
  CreatedUpload,
  PartUrls,
  PartUrlsBody,
  Upload,
  UploadPart,
} from './shapes.ts';
import { Id, IdParams, ListQuery, listOf } from '../scalars.ts';

const PartParams = Type.Object(
  { id: Id, n: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
  { additionalProperties: false },
);

/** Calls about uploads with the schemas of what they take and answer. */
export const uploadsRoutes = {
  createUpload: {
    ...uploadsCalls.createUpload,
    summary: 'Begins an upload',
    body: CreateUploadBody,
    answer: CreatedUpload,
  },
  myUploads: {
    ...uploadsCalls.myUploads,
    summary: 'My open uploads, for resuming',
    query: ListQuery,
    answer: listOf(Upload),
  },
  upload: {
    ...uploadsCalls.upload,
    summary: 'An upload with the parts that have arrived',
    params: IdParams,
    answer: Upload,
  },
  putPart: {
    ...uploadsCalls.putPart,
    summary: 'Receives one part as raw bytes; once answered, it survives kill and power loss',
    params: PartParams,
    answer: UploadPart,
  },
  partUrls: {
    ...uploadsCalls.partUrls,
    summary: 'Where to PUT parts',
    params: IdParams,
    body: PartUrlsBody,
    answer: PartUrls,
  },
  completeUpload: {
    ...uploadsCalls.completeUpload,
    summary: 'Ends an upload whose parts are all here; a repeated call answers the same',
    params: IdParams,
    answer: CompletedUpload,
  },
  cancelUpload: {
    ...uploadsCalls.cancelUpload,
    summary: 'Cancels an upload and forgets its bytes',
    params: IdParams,
  },
} as const satisfies Record<string, Route>;
