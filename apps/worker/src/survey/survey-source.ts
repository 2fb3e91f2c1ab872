import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { requireRoom } from '@weireel/blob';
import { findCurrentEdition } from '@weireel/db/playback';
import { keepSurvey } from '@weireel/db/projects';
import { findAsset } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { findSource } from '@weireel/publishing';
import { renditionBytes } from '../edition/rendition-bytes.ts';
import type { WorkerContext } from '../worker-context.ts';
import { surveyFile } from './survey-file.ts';

/** Room that must be free for the smallest rendition, in bytes. */
const roomBytes = 512 * 2 ** 20;
const name = 'source.mp4';

/**
 * Job `survey`: listens to and looks at the smallest rendition of a source once. Of all renditions the sound is the same,
 * and every frame is there.
 */
export async function surveySource(context: WorkerContext, attempt: Attempt): Promise<void> {
  const { db, blobs } = context;
  const assetId = attempt.job.subject_id;
  const asset = await findAsset(db, assetId);
  const source = asset && (await findSource(db, assetId, asset.owner_id));
  const edition = await findCurrentEdition(db, assetId);
  const smallest = edition?.renditions?.at(0);
  // Deleted, or made anew: whoever uses it then asks again.
  if (!source || !edition || !smallest) return;
  await requireRoom(blobs, roomBytes);
  await context.folders.use(attempt.attemptId, async (folder) => {
    const bytes = renditionBytes(blobs, `${edition.key_prefix}${smallest.name}/`);
    await pipeline(bytes, createWriteStream(join(folder, name)), { signal: attempt.signal });
    const survey = await surveyFile(context.programs.ffmpegPath, {
      ...{ folder, name, durationMs: asset.duration_ms, signal: attempt.signal },
      ...{ fps: source.fps, hasSound: source.hasSound },
    });
    await attempt.publish((trx) => keepSurvey(trx, { assetId, sha256: source.sha256 }, survey));
  });
}
