import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { WeireelError } from '@weireel/contract';
import { findOwnFile } from '@weireel/db/files';
import { listArtefacts, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { adoptFile, refuseFile } from '@weireel/publishing';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { makePicture, type MadePicture } from './make-picture.ts';

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
    const { bytes, ...facts } = await check(context, attempt, source.key);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = await putDerived(context, { attempt, assetId, kind: 'picture', bytes });
    await attempt.publish(async (trx) => {
      if (!(await adoptFile(trx, assetId, { ...facts, sha256, key }))) return;
      await storeArtefact(trx, { kind: 'picture', key, facts: {} });
      await spendArtefacts(trx, [source.key], { isUrgent: true });
    });
  } catch (error) {
    const codes = ['file_unsupported', 'file_damaged', 'picture_too_many_pixels', 'picture_too_long'];
    const isAtFault = error instanceof WeireelError && codes.includes(error.code);
    if (!isAtFault || attempt.signal.aborted) throw error;
    // The file's own fault is the person's to know, and nothing for an administrator to look at.
    await attempt.publish((trx) => refuseFile(trx, { assetId, code: error.code }));
  }
}

async function check(context: WorkerContext, attempt: Attempt, key: string): Promise<MadePicture> {
  const reading = await context.blobs.read(key);
  if (reading === null) throw new WeireelError('file_damaged');
  const bytes = await buffer(Readable.from(reading.body));
  return context.folders.use(attempt.attemptId, async (folder) => {
    await context.blobs.materialise(key, join(folder, 'input'));
    return makePicture(context, { folder, bytes, signal: attempt.signal });
  });
}
