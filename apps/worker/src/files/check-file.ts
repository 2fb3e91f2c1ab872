import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { WeireelError } from '@weireel/contract';
import { findOwnFile } from '@weireel/db/files';
import type { KnownOfFile } from '@weireel/db/files';
import { listArtefacts, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { adoptFile, refuseFile } from '@weireel/publishing';
import { isCube, isFont } from '@weireel/render';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { makeFont } from './make-font.ts';
import { makePicture } from './make-picture.ts';
import { makeTable } from './make-table.ts';

/**
 * Job `check_file`: makes of a file that somebody sent what is drawn with, so that nothing else ever reads what they sent;
 * or says why it cannot be used. What a camera wrote beside its picture goes with the file as it was sent.
 */
export async function checkFile(context: WorkerContext, attempt: Attempt): Promise<void> {
  const { db } = context;
  const assetId = attempt.job.subject_id;
  const file = await findOwnFile(db, assetId);
  const [source] = await listArtefacts(db, assetId, ['source']);
  // Deleted, or done before a kill.
  if (file?.state !== 'uploading' || source === undefined) return;
  try {
    const { bytes, known } = await check(context, attempt, source.key);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kind = known.kind ?? 'picture';
    const key = await putDerived(context, { attempt, assetId, kind, bytes });
    await attempt.publish(async (trx) => {
      if (!(await adoptFile(trx, assetId, { ...known, sha256, key }))) return;
      await storeArtefact(trx, { kind, key, facts: {} });
      await spendArtefacts(trx, [source.key], { isUrgent: true });
    });
  } catch (error) {
    const isAtFault = error instanceof WeireelError && faultsOfFiles.has(error.code);
    if (!isAtFault || attempt.signal.aborted) throw error;
    // The file's own fault is the person's to know, and nothing for an administrator to look at.
    await attempt.publish((trx) => refuseFile(trx, { assetId, code: error.code }));
  }
}

/** What a file's sender is told of. */
const faultsOfFiles: ReadonlySet<string> = new Set([
  ...['file_unsupported', 'file_damaged', 'picture_too_many_pixels', 'picture_too_long', 'lut_too_large'],
  ...['font_unsupported', 'lottie_unsupported'],
]);

/** What is drawn with, and what is known of it. */
interface MadeFile {
  bytes: Uint8Array;
  known: KnownOfFile;
}

async function check(context: WorkerContext, attempt: Attempt, key: string): Promise<MadeFile> {
  const reading = await context.blobs.read(key);
  if (reading === null) throw new WeireelError('file_damaged');
  const bytes = await buffer(Readable.from(reading.body));
  if (isFont(bytes)) return makeFont(bytes);
  if (isCube(bytes)) return makeTable(bytes);
  return context.folders.use(attempt.attemptId, async (folder) => {
    await context.blobs.materialise(key, join(folder, 'input'));
    return makePicture(context, { folder, bytes, signal: attempt.signal });
  });
}
