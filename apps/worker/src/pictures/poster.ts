import { appendEvent } from '@weireel/db';
import { findCurrentEdition, type EditionRow } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import { publishPoster } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { putDerived } from './put-derived.ts';
import { segmentStartsMs, takePicture, type PictureWork, type TakenPicture } from './take-picture.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What making the asset's own cover needs. */
export interface PosterWork extends PictureWork {
  /** The attempt, whose transactions publish. */
  attempt: Attempt;
}

/** Where in the clip a first cover is looked for, as parts of its length. */
const firstLooks = [0.1, 0.3, 0.5, 0.75, 0];

/**
 * Takes a first cover as soon as something plays: a picture that is not black, near the beginning. It stays until the
 * best one is known.
 */
export async function makePoster(context: WorkerContext, work: PosterWork): Promise<void> {
  const { attempt, asset } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'poster', 'running'));
  const edition = await findCurrentEdition(context.db, asset.id);
  const picture = edition && (await findPicture(context, work, edition));
  // What grows may only have begun in black.
  const isTooEarly = edition?.state === 'growing' && picture?.isEmpty !== false;
  if (picture && !isTooEarly) await putPoster(context, work, picture);
  else await attempt.publish((trx) => setStage(trx, asset.id, 'poster', isTooEarly ? 'waiting' : 'failed'));
}

/** Takes the picture of the best moment as the cover, in place of the first one. */
export async function improvePoster(context: WorkerContext, work: PosterWork, atMs: number): Promise<void> {
  const edition = await findCurrentEdition(context.db, work.asset.id);
  const picture = edition && (await takePicture(context, work, edition, atMs));
  if (picture) await putPoster(context, work, picture);
}

async function findPicture(
  context: WorkerContext,
  work: PosterWork,
  edition: EditionRow,
): Promise<TakenPicture | null> {
  const starts = await segmentStartsMs(context, edition);
  // A segment's first picture is the cheapest; of a clip of a single segment, others are looked at as well.
  const moments = firstLooks.map((part) =>
    starts.length > 2
      ? (starts[Math.floor(part * starts.length)] ?? 0)
      : part * (work.asset.duration_ms ?? 0),
  );
  let empty: TakenPicture | null = null;
  for (const atMs of new Set(moments)) {
    const picture = await takePicture(context, work, edition, atMs);
    if (picture !== null && !picture.isEmpty) return picture;
    empty ??= picture;
  }
  return empty;
}

async function putPoster(context: WorkerContext, work: PosterWork, picture: TakenPicture): Promise<void> {
  const { attempt, asset } = work;
  const key = await putDerived(context, {
    ...{ attempt, assetId: asset.id },
    ...{ kind: 'poster', bytes: picture.jpeg },
  });
  await attempt.publish(async (trx) => {
    await publishPoster(trx, asset.id, { key, placeholder: picture.placeholder });
    await setStage(trx, asset.id, 'poster', 'done');
    await appendEvent(trx, { kind: 'asset.changed', subjectId: asset.id, userId: asset.owner_id });
  });
}
