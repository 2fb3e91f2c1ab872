import { inTransaction } from '@weireel/db';
import { findPart, findUpload, markEarly, type UploadRow } from '@weireel/db/uploads';
import { enqueueJob } from '@weireel/jobs';
import { findMovie, partsOf, type ReadBytes } from '@weireel/upload';
import type { ReadingStore } from '@weireel/blob';
import type { ServerContext } from '../http/context.ts';
import { joined } from './joined.ts';

/**
 * Begins work on an upload as soon as what has arrived tells what the file is: for MP4 the movie header, for what can
 * be read from its beginning the first part. Does so once; a file of one part is complete before it would help, and a
 * store that shows nothing of unfinished blobs leaves nothing to work on.
 */
export async function beginEarly(context: ServerContext, { id, user_id: userId }: UploadRow): Promise<void> {
  const { db, blobs } = context;
  if (!blobs.readsUnfinished) return;
  // Again, because the part that has just come may be the one that tells the container.
  const upload = await findUpload(db, id, userId);
  if (!upload || upload.early_at !== null || upload.part_count === 1 || upload.for_takes) return;
  if (!(await canBegin(context, blobs, upload))) return;
  await inTransaction(db, async (trx) => {
    if (!(await markEarly(trx, upload.id))) return;
    await enqueueJob(trx, {
      id: context.newId(),
      kind: 'process_early',
      ownerId: userId,
      subjectId: upload.asset_id,
    });
  });
}

async function canBegin(context: ServerContext, blobs: ReadingStore, upload: UploadRow): Promise<boolean> {
  const { container } = upload;
  if (container !== 'mov') return container === 'matroska' || container === 'mpegts' || container === 'flv';
  const search = await findMovie(readerOf(context, blobs, upload), upload.size_bytes);
  return search.outcome === 'found' && (await hasParts(context, upload, search.movie));
}

/** Reads what has arrived; null where a part is missing. */
function readerOf(context: ServerContext, blobs: ReadingStore, upload: UploadRow): ReadBytes {
  return async (start, endExclusive) => {
    if (!(await hasParts(context, upload, { start, endExclusive }))) return null;
    return joined(await blobs.readPartial(upload.blob_key, upload.blob_upload_id, start, endExclusive));
  };
}

async function hasParts(
  { db }: ServerContext,
  upload: UploadRow,
  place: { start: number; endExclusive: number },
): Promise<boolean> {
  for (const n of partsOf(upload.part_size_bytes, place)) {
    if ((await findPart(db, upload.id, n)) === null) return false;
  }
  return true;
}
