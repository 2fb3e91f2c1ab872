import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from '@weireel/blob';
import type { OpenUpload } from '@weireel/db';
import { writeFileOf } from './backup-folder.ts';
import type { ListedFile } from './manifest.ts';

/** Copies finished blobs to `blobs/<key>`; one that is removed meanwhile had no row that plays. */
export async function* copyBlobs(
  blobs: BlobStore,
  folder: string,
  isWanted: (key: string) => boolean,
): AsyncGenerator<ListedFile> {
  for await (const { key } of blobs.list('')) {
    if (!isWanted(key)) continue;
    const reading = await blobs.read(key);
    if (!reading) continue;
    const path = `blobs/${key}`;
    yield { path, ...(await writeFileOf(folder, path, reading.body)) };
  }
}

/**
 * Copies the parts of open uploads to `uploads/<id>/<n>`. Uploads go on meanwhile, so each part is checked against the
 * hash that the snapshot has of it; one that was replaced since, or that the store does not show, is left out, and its
 * client sends it again.
 */
export async function* copyOpenUploads(
  blobs: BlobStore,
  uploads: OpenUpload[],
  folder: string,
): AsyncGenerator<ListedFile> {
  for (const upload of uploads) {
    for (const part of upload.parts) {
      const start = (part.n - 1) * upload.partSizeBytes;
      const bytes = partBytes(blobs, upload, start, start + part.sizeBytes);
      const path = `uploads/${upload.id}/${part.n}`;
      const file = await writeFileOf(folder, path, bytes);
      if (file.sha256 === part.etag) yield { path, ...file };
      else await rm(join(folder, path));
    }
  }
}

/** A part from the unfinished blob, or from the finished one when the upload was completed meanwhile. */
async function* partBytes(
  blobs: BlobStore,
  { blobKey, blobUploadId }: OpenUpload,
  start: number,
  endExclusive: number,
): AsyncGenerator<Uint8Array> {
  const finished = await blobs.read(blobKey, { start, endExclusive });
  if (finished) {
    yield* finished.body;
    return;
  }
  if (!blobs.readsUnfinished) return;
  try {
    yield* await blobs.readPartial(blobKey, blobUploadId, start, endExclusive);
  } catch {
    // Completed or given up at this very moment. Completed: it is whole under its key now.
    yield* (await blobs.read(blobKey, { start, endExclusive }))?.body ?? [];
  }
}
