import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { requireRoom } from '@weireel/blob';
import { sourceKey } from '@weireel/catalogue';
import { appendEvent } from '@weireel/db';
import { findRender, keepRenderReport, listFormerSegments, setRenderProgress } from '@weireel/db/projects';
import { changeAsset, findAsset, noteArtefact, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import { randomText } from '@weireel/installation';
import { enqueueJob, type Attempt } from '@weireel/jobs';
import { wantMezzanines } from '@weireel/publishing';
import type { WorkerContext } from '../worker-context.ts';
import { roomBytes } from './film-work.ts';
import { filmName, renderFilm } from './render-film.ts';
import { reportOf } from './report-of.ts';
import { requireUsable } from './require-usable.ts';
import { useFilmWork, type RenderTools } from './use-film-work.ts';

/** Progress is written at most this often. */
const progressMs = 1000;

/**
 * Job `render`: the film of an asset of origin `render`, which then is processed as if it had been uploaded. Segments are
 * kept as they are done, so that an attempt after a kill goes on where the last one was, and comes to the same bytes.
 */
export async function renderAsset(
  context: WorkerContext,
  tools: RenderTools,
  attempt: Attempt,
): Promise<void> {
  const { db, blobs } = context;
  const asset = await findAsset(db, attempt.job.subject_id);
  const render = await findRender(db, attempt.job.subject_id);
  // Deleted or given up meanwhile, or all was done before a kill.
  if (!asset || !render || asset.state !== 'uploading') return;
  await requireRoom(blobs, roomBytes);
  const usable = await requireUsable(db, render.document, asset.owner_id);
  await useFilmWork(context, { tools, attempt, usable }, async (work, document) => {
    let nextAtMs = 0;
    const onProgress = (share: number): void => {
      if (performance.now() < nextAtMs) return;
      nextAtMs = performance.now() + progressMs;
      // One that is not written is not worth a film.
      void setRenderProgress(db, asset.id, share).catch(() => {});
    };
    await renderFilm({ ...work, onProgress }, document);
    const film = join(work.folder, filmName);
    const key = sourceKey(asset.id, randomText(16));
    const { size: sizeBytes } = await stat(film);
    const made = { asked: render.document, rendered: document, path: film };
    const report = await reportOf(made, work.programs.version);
    await noteArtefact(db, {
      key,
      assetId: asset.id,
      kind: 'source',
      attemptId: attempt.attemptId,
      sizeBytes,
    });
    await blobs.put(key, createReadStream(film));
    await attempt.publish(async (trx) => {
      if (!(await changeAsset(trx, asset.id, { state: 'processing' }, 'uploading'))) return;
      await storeArtefact(trx, { kind: 'source', key, facts: { container: 'mov' } });
      await setRenderProgress(trx, asset.id, 1);
      await keepRenderReport(trx, asset.id, report);
      // What is the same in this film was taken over.
      await spendArtefacts(trx, await listFormerSegments(trx, asset.id), { isUrgent: true });
      const job = { id: randomText(16), kind: 'process_first', subjectId: asset.id } as const;
      await enqueueJob(trx, { ...job, ownerId: asset.owner_id });
      // The next film is made of what this one had to encode.
      await wantMezzanines(trx, usable, { ownerId: asset.owner_id, newId: () => randomText(16) });
      await appendEvent(trx, { kind: 'asset.changed', subjectId: asset.id, userId: asset.owner_id });
    });
  });
}
