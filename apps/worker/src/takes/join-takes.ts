import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { requireRoom } from '@weireel/blob';
import { isFinal, mayJoin, sourceKey } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { setStage, setStageProgress } from '@weireel/db/processing';
import { findTakes, type TakesRow } from '@weireel/db/takes';
import {
  changeAsset,
  findArtefact,
  findAsset,
  lockAsset,
  noteArtefact,
  storeArtefact,
  type AssetRow,
} from '@weireel/db/videos';
import { randomText } from '@weireel/installation';
import { enqueueJob, type Attempt } from '@weireel/jobs';
import { discardAsset } from '@weireel/publishing';
import { failureCodeOf } from '../failures.ts';
import { threadsOf } from '../processing/first-playable.ts';
import type { WorkerContext } from '../worker-context.ts';
import { joinFilm } from './join-film.ts';

/** What joining may need beside what it makes, for each take. */
const roomBytes = 256 * 2 ** 20;

/**
 * Job `join_takes`: the source of an asset is joined of others, then processed as if it had been uploaded. Takes that
 * were sent only for this go in the same commit.
 *
 * @throws WeireelError `take_unusable`, noted with the number of the take, `takes_too_long`
 */
export async function joinTakes(context: WorkerContext, attempt: Attempt): Promise<void> {
  const { db, blobs, memory } = context;
  const asset = await findAsset(db, attempt.job.subject_id);
  const takes = await findTakes(db, attempt.job.subject_id);
  // Deleted or given up meanwhile, or all was done before a kill.
  if (!asset || !takes || asset.state !== 'uploading') return;
  await requireRoom(blobs, roomBytes * takes.part_ids.length);
  const blaming = async <T>(index: number, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const code = failureCodeOf(error);
      if (attempt.signal.aborted || !isFinal(code)) throw error;
      await changeAsset(db, asset.id, { failedTake: index + 1 });
      throw new WeireelError('take_unusable', { detail: `Take ${index + 1}: ${code}`, cause: error });
    }
  };
  await context.folders.use(attempt.attemptId, async (folder) => {
    const sources = [];
    for (const [index, id] of takes.part_ids.entries())
      sources.push(await blaming(index, () => findSource(db, id, asset.owner_id)));
    const path = await joinFilm(
      {
        ...{ context, folder, signal: attempt.signal, blaming, ...threadsOf(context) },
        withMemory: (bytes, work) => (bytes === 0 ? work() : memory.use(attempt.job.id, bytes, work)),
        onProgress: (share) => setStageProgress(db, asset.id, 'upload', share),
      },
      sources,
    );
    const key = sourceKey(asset.id, randomText(16));
    const { size: sizeBytes } = await stat(path);
    const { attemptId } = attempt;
    await noteArtefact(db, { key, assetId: asset.id, kind: 'source', attemptId, sizeBytes });
    await blobs.put(key, createReadStream(path));
    await attempt.publish((trx) => showJoined(trx, asset, takes, key));
  });
}

/** Where a take's bytes are; rights and sources may have changed since it was asked for. */
async function findSource(db: Database, partId: string, ownerId: string) {
  const part = await findAsset(db, partId);
  const isGood = part !== null && mayJoin({ ownerId: part.owner_id, state: part.state }, ownerId);
  const source = isGood ? await findArtefact(db, partId, 'source') : null;
  if (source === null) throw new WeireelError('take_unusable');
  return source;
}

async function showJoined(trx: Database, asset: AssetRow, takes: TakesRow, key: string): Promise<void> {
  if (!(await changeAsset(trx, asset.id, { state: 'processing' }, 'uploading'))) return;
  const actor = { newId: () => randomText(16) };
  await storeArtefact(trx, { kind: 'source', key, facts: { container: 'mov' } });
  await setStage(trx, asset.id, 'upload', 'done');
  const job = { id: actor.newId(), kind: 'process_first', subjectId: asset.id } as const;
  await enqueueJob(trx, { ...job, ownerId: asset.owner_id });
  // In one order, so that two joins of the same takes do not wait for each other.
  for (const partId of [...new Set(takes.part_ids)].toSorted())
    if ((await lockAsset(trx, partId))?.for_takes === true) await discardAsset(trx, partId, actor);
  await appendEvent(trx, { kind: 'asset.changed', subjectId: asset.id, userId: asset.owner_id });
}
