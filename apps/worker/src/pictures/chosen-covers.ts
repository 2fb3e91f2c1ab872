import { appendEvent } from '@weireel/db';
import { findCurrentEdition } from '@weireel/db/playback';
import { listWantedCovers, publishCover, removeArtefacts } from '@weireel/db/videos';
import type { Size } from '@weireel/media';
import type { CoverWord } from '@weireel/contract';
import type { LaidPicture } from '@weireel/transcode';
import type { PosterWork } from './poster.ts';
import { putDerived } from './put-derived.ts';
import { drawCoverWords } from './draw-cover-words.ts';
import { takePicture } from './take-picture.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * Makes the covers that authors of the asset's videos chose, of what plays now. While that still grows nothing is
 * done: whoever ends it makes them. A choice that was replaced meanwhile is dropped; the newer one has its own job.
 */
export async function makeChosenCovers(context: WorkerContext, work: PosterWork): Promise<void> {
  const { attempt, asset } = work;
  const wanted = await listWantedCovers(context.db, asset.id);
  if (wanted.length === 0) return;
  const edition = await findCurrentEdition(context.db, asset.id);
  if (!edition || edition.state === 'growing') return;
  for (const [n, { videoId, atMs, words }] of wanted.entries()) {
    const picture = await takePicture(context, work, edition, atMs, async (size) =>
      words === null ? [] : wordsOver(context, work, { videoId, words, size }),
    );
    if (picture === null) continue;
    const file = { attempt, assetId: asset.id, kind: 'cover', bytes: picture.jpeg, n } as const;
    const key = await putDerived(context, file);
    const { placeholder } = picture;
    const isKept = await attempt.publish(async (trx) => {
      const published = await publishCover(trx, asset.id, { videoId, atMs, key, placeholder });
      if (!published) return false;
      await appendEvent(trx, {
        kind: 'video.changed',
        subjectId: videoId,
        userId: published.authorId,
      });
      return true;
    });
    if (isKept) continue;
    await context.blobs.delete(key);
    await removeArtefacts(context.db, [key]);
  }
}

/** Draws words of a cover. A cover without them is still a cover: what goes wrong is logged, and holds no video up. */
async function wordsOver(
  { checks }: WorkerContext,
  { folder, signal }: PosterWork,
  { videoId, words, size }: { videoId: string; words: readonly CoverWord[]; size: Size },
): Promise<LaidPicture[]> {
  try {
    return await drawCoverWords(folder, words, size);
  } catch (error) {
    if (signal.aborted) throw error;
    checks.log('error', 'the words of a cover could not be drawn', { videoId, error: String(error) });
    return [];
  }
}
