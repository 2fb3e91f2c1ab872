import { requireRoom } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import {
  failPreview,
  findSegment,
  listSpentPreviews,
  publishPreview,
  setPreviewProgress,
} from '@weireel/db/projects';
import { spendArtefacts } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { planRender, previewDocument } from '@weireel/render';
import type { WorkerContext } from '../worker-context.ts';
import { bothOf } from './both-of.ts';
import { roomBytes } from './film-work.ts';
import { openProject } from './open-project.ts';
import { packPreview } from './pack-preview.ts';
import { renderSegments } from './render-segments.ts';
import { keptSound } from './kept-sound.ts';
import { useFilmWork, type RenderTools } from './use-film-work.ts';

/** Progress is written at most this often. */
const progressMs = 250;

/**
 * Job `preview`: the whole timeline of a project as its film will be, in a small size. Its segments are kept by what
 * shapes them, so that after an edit those that it touched are rendered, and only their files get another address.
 */
export async function previewProject(
  context: WorkerContext,
  tools: RenderTools,
  attempt: Attempt<'preview'>,
): Promise<void> {
  const { db, blobs } = context;
  const assetId = attempt.job.subject_id;
  const { revision } = attempt.payload;
  const usable = await openProject(db, { assetId, revision });
  if (usable === null) return failPreview(db, { assetId, revision }, 'project_changed');
  await requireRoom(blobs, roomBytes);
  await useFilmWork(context, { tools, attempt, usable }, async (work, opened) => {
    let nextAtMs = 0;
    const document = previewDocument(opened);
    const plan = planRender(document);
    if (plan.frames === 0) throw new WeireelError('nothing_to_render');
    const onProgress = (share: number): void => {
      if (performance.now() < nextAtMs) return;
      nextAtMs = performance.now() + progressMs;
      // One that is not written is not worth a preview.
      void setPreviewProgress(db, { assetId, revision }, share).catch(() => {});
    };
    const [segments, sound] = await bothOf(
      work.signal,
      (signal) => renderSegments({ ...work, signal, onProgress }, document, plan),
      (signal) => keptSound(context, attempt, { ...work, signal }, { document, plan }),
    );
    const { playlist, keys } = await packPreview(context, attempt, work, { plan, segments, sound });
    const kept = await Promise.all(segments.map(({ name }) => findSegment(db, assetId, name)));
    const shown = [...keys, ...kept.flatMap((segment) => segment?.key ?? []), ...(sound ? [sound.key] : [])];
    await attempt.publish(async (trx) => {
      if (!(await publishPreview(trx, { assetId, revision }, playlist))) return;
      await spendArtefacts(trx, await listSpentPreviews(trx, { assetId, revision }, shown), {
        isUrgent: true,
      });
    });
  });
}
