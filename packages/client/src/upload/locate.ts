import type { BodyOf, Upload, UploadPart } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';
import type { Api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { newIdempotencyKey } from '../idempotency-key.ts';
import type { FileSource } from './file-source.ts';
import type { Lock } from './lock.ts';
import type { Random } from './ports.ts';
import type { Watched } from './silence.ts';

/** An upload on the server that the bytes of a file go to. */
export interface LocatedUpload {
  /** The server's id. */
  id: string;
  /** The asset that it becomes. */
  assetId: string;
  /** Size of every part but the last, in bytes. */
  partSizeBytes: number;
  /** Parts that the server had before, by number. */
  parts: Map<number, UploadPart>;
  /** Whether it was begun earlier. */
  resumed: boolean;
  /** Whether the server already has it all and only has to be asked for the result. */
  complete: boolean;
}

/** Makes one call with all retries. */
export type CallThrough = <T>(make: (watched: Watched) => Promise<T>) => Promise<T>;

/** What locating needs beside the file. */
export interface LocateTools {
  /** The API. */
  api: Api;
  /** Wraps every call. */
  callThrough: CallThrough;
  /** Uploads that belong to other files of this uploader. */
  claims: Set<string>;
  /** Held while looking and creating, so that two files with one name never take the same upload. */
  creation: Lock;
  /** Chance, for new idempotency keys. */
  random: Random;
}

/**
 * Finds the open upload of a file or begins one. `uploadId`: the one to go on with, when the caller knows it; if
 * it is gone, another is found or begun. `idempotencyKey` makes a lost answer to «begin» harmless. `forTakes`: whether it
 * is only to be joined with others.
 */
export function locateUpload(
  file: FileSource,
  known: { uploadId: string | null; idempotencyKey: string; forTakes: boolean },
  tools: LocateTools,
): Promise<LocatedUpload> {
  const { api, callThrough, claims } = tools;

  return tools.creation(async () => {
    const found = (known.uploadId === null ? null : await findById(known.uploadId)) ?? (await findByFile());
    const upload = found ?? (await create());
    claims.add(upload.id);
    return upload;
  });

  async function findById(id: string): Promise<LocatedUpload | null> {
    let upload: Upload;
    try {
      upload = await callThrough(({ signal }) => api.call('upload', { params: { id }, signal }));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found') return null;
      throw error;
    }
    if (upload.sizeBytes !== file.sizeBytes) throw new WeireelError('file_changed');
    return upload.state === 'expired' ? null : resume(upload);
  }

  async function findByFile(): Promise<LocatedUpload | null> {
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } =
        cursor === null ? { limit: 100 } : { limit: 100, cursor };
      const page = await callThrough(({ signal }) => api.call('myUploads', { query, signal }));
      const match = page.items.find(
        (upload) =>
          upload.state === 'open' &&
          upload.fileName === file.name &&
          upload.sizeBytes === file.sizeBytes &&
          upload.forTakes === known.forTakes &&
          !claims.has(upload.id),
      );
      if (match !== undefined) return resume(match);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return null;
  }

  async function create(): Promise<LocatedUpload> {
    const body: BodyOf<'createUpload'> = {
      fileName: file.name,
      sizeBytes: file.sizeBytes,
    };
    if (file.contentType !== undefined && file.contentType !== '') body.contentType = file.contentType;
    if (known.forTakes) body.forTakes = true;
    let idempotencyKey = known.idempotencyKey;
    for (;;) {
      const key = idempotencyKey;
      const created = await callThrough(({ signal }) =>
        api.call('createUpload', { body, signal, idempotencyKey: key }),
      );
      if (!claims.has(created.id)) return { ...created, parts: new Map(), resumed: false, complete: false };
      // The answer to an earlier try was lost, and a twin of this file has found that upload meanwhile.
      idempotencyKey = newIdempotencyKey(tools.random);
    }
  }
}

function resume(upload: Upload): LocatedUpload {
  return {
    id: upload.id,
    assetId: upload.assetId,
    partSizeBytes: upload.partSizeBytes,
    parts: new Map(upload.parts.map((part) => [part.n, part])),
    resumed: true,
    complete: upload.state === 'complete',
  };
}
