import { setTimeout as pause } from 'node:timers/promises';
import { assetPrefix } from '@weireel/catalogue';
import { assetSubject, WeireelError, type Preview, type ProjectFrame } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import { lockUser } from '@weireel/db/people';
import {
  findPreviewOfProject,
  findStill,
  type PreviewOfProject,
  type ProjectRow,
} from '@weireel/db/projects';
import { exactFrameTicks, frameCount, ticksPerSecond, type EditDocument } from '@weireel/edit';
import { enqueueJob, hasUnfinishedJob } from '@weireel/jobs';
import { beginPreview, requirePreview } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { readRenderable } from './read-document.ts';
import { requireProject } from './require-project.ts';

/** Editors ask after each pause of typing; each costs the worker some seconds at most. */
const previewPace = { capacity: 20_000, burst: 40, everyMs: 2000 };
/** Each may cost the worker two seconds of film. */
const framePace = { capacity: 20_000, burst: 20, everyMs: 3000 };
/** How long a call waits for its picture, and how often it looks. */
const [mostWaitMs, lookEveryMs] = [15_000, 100];

/** What shows projects as their films will be. */
export function previewRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, signer, newId, newSecret } = context;
  const previews = createAllowance(previewPace, context.elapsedMs);
  const frames = createAllowance(framePace, context.elapsedMs);

  route(app, 'previewProject', async ({ params, viewer, request }) => {
    const project = await requireProject(db, params.id, viewer.id);
    previews.spend(viewer.id, 'too_many_previews');
    await readRenderable(db, project, viewer.id);
    await inTransaction(db, async (trx) => {
      await lockUser(trx, viewer.id);
      await beginPreview(trx, project, { newId, newSecret, requestId: request.id });
    });
    return present(project);
  });

  route(app, 'projectPreview', async ({ params, viewer }) =>
    present(await requireProject(db, params.id, viewer.id)),
  );

  route(app, 'projectFrame', async ({ params, query, viewer, request }) => {
    const project = await requireProject(db, params.id, viewer.id);
    frames.spend(viewer.id, 'too_many_frames');
    const document = await readRenderable(db, project, viewer.id);
    const frame = frameAt(document, query.atMs ?? 0);
    const wanted = { revision: project.revision, frame };
    const preview = await inTransaction(db, async (trx) => {
      await lockUser(trx, viewer.id);
      const viewing = { newId, newSecret, requestId: request.id };
      const own = await requirePreview(trx, project, viewing);
      const isThere = (await findStill(trx, own.asset_id, wanted)) !== null;
      if (isThere || (await isBeingMade(trx, own.asset_id, wanted))) return own;
      await enqueueJob(trx, {
        ...{ id: newId(), kind: 'project_frame', ownerId: viewer.id, subjectId: own.asset_id },
        payload: wanted,
      });
      return own;
    });
    return waitForFrame(preview, wanted, document);
  });

  async function present(project: ProjectRow): Promise<Preview> {
    const preview = await findPreviewOfProject(db, project.id);
    if (preview === null || preview.state === 'idle') throw new WeireelError('not_found');
    const { state, revision, progress, failure_code: failureCode, media_key: key } = preview;
    const path = `/media/${key}/p/${revision}.m3u8?${signer.sign(key, project.duration_ms)}`;
    return { revision, state, progress, failureCode, hlsUrl: state === 'ready' ? path : null };
  }
  /** Looks for a picture until it is there, its job has ended without it, or the time is over. */
  async function waitForFrame(
    { asset_id: assetId, media_key: key }: PreviewOfProject,
    wanted: WantedFrame,
    { canvas: { widthPx, heightPx } }: EditDocument,
  ): Promise<ProjectFrame> {
    const untilMs = context.elapsedMs() + mostWaitMs;
    for (;;) {
      const isHoped = context.elapsedMs() < untilMs && (await isBeingMade(db, assetId, wanted));
      // After its job was seen to have ended: it can have come just before.
      const still = await findStill(db, assetId, wanted);
      if (still !== null) {
        const path = still.slice(assetPrefix(assetId).length);
        const imageUrl = `/media/${key}/${path}?${signer.sign(key, 0)}`;
        return { ...wanted, imageUrl, widthPx, heightPx };
      }
      if (!isHoped) throw new WeireelError('frame_not_made', { retryAfterMs: lookEveryMs });
      await pause(lookEveryMs);
    }
  }
}

/** Which frame of which revision of a project. */
interface WantedFrame {
  revision: number;
  frame: number;
}

function isBeingMade(db: Database, assetId: string, wanted: WantedFrame): Promise<boolean> {
  return hasUnfinishedJob(db, assetSubject(assetId), ['project_frame'], wanted);
}

/** The frame that is shown at a time; beyond the end, the last one. */
function frameAt(document: EditDocument, atMs: number): number {
  const frame = Math.floor((atMs * ticksPerSecond) / 1000 / exactFrameTicks(document.fps));
  return Math.min(frame, frameCount(document) - 1);
}
