import { findPart, markEarly, type UploadRow } from '@weireel/db/uploads';
import { enqueueJob } from '@weireel/jobs';
import { sniffContainer, sniffedBytes } from '@weireel/media';
import { findMovie, partsOf, type ReadBytes } from '@weireel/upload';
import type { ServerContext } from '../http/context.ts';
import { joined } from './joined.ts';

/**
 * Begins work on an upload as soon as what has arrived tells what the file is: for MP4 the movie header, for what can
 * be read from its beginning the first part. Does so once; a file of one part is complete before it would help.
 */
export async function beginEarly(context: ServerContext, upload: UploadRow): Promise<void> {
  if (upload.early_at !== null || upload.part_count === 1 || !context.blobs.readsUnfinished) return;
  if (!(await canBegin(context, upload))) return;
  await context.db.transaction().execute(async (trx) => {
    if (!(await markEarly(trx, upload.id))) return;
    await enqueueJob(trx, { id: context.newId(), kind: 'process_early', assetId: upload.asset_id });
  });
}

async function canBegin(context: ServerContext, upload: UploadRow): Promise<boolean> {
  const read = readerOf(context, upload);
  const head = await read(0, Math.min(sniffedBytes, upload.size_bytes));
  const container = head === null ? null : sniffContainer(head);
  if (container !== 'mov') return container === 'matroska' || container === 'mpegts' || container === 'flv';
  const search = await findMovie(read, upload.size_bytes);
  return search.outcome === 'found' && (await hasParts(context, upload, search.movie));
}

/** Reads what has arrived; null where a part is missing. */
function readerOf(context: ServerContext, upload: UploadRow): ReadBytes {
  return async (start, endExclusive) => {
    if (!(await hasParts(context, upload, { start, endExclusive }))) return null;
    return joined(
      await context.blobs.readPartial(upload.blob_key, upload.blob_upload_id, start, endExclusive),
    );
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
