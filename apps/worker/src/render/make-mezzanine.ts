import { join } from 'node:path';
import { requireRoom } from '@weireel/blob';
import { listMezzanines } from '@weireel/db/projects';
import { findAsset, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import { assetOf, wholeSource } from '@weireel/edit';
import type { Attempt } from '@weireel/jobs';
import { findSource, isMezzanineOf } from '@weireel/publishing';
import { planRender } from '@weireel/render';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { roomBytes } from './film-work.ts';
import { mezzanineBytes } from './mezzanine-file.ts';
import { renderSegments } from './render-segments.ts';
import type { SegmentCache } from './segment-cache.ts';
import { useFilmWork, type RenderTools } from './use-film-work.ts';

/** Of one asset no more are kept: whoever changes the canvas of a project again and again has the latest. */
const mostOfAsset = 2;

/** All of it is kept in one file, which is taken up whole or not at all. */
const nothingKept: SegmentCache = { take: () => Promise.resolve(false), keep: () => Promise.resolve() };

/**
 * Job `mezzanine`: the whole seconds of an asset, encoded as the segments of a film that shows them as they are, so that
 * such a film is put together of them. What a film shows does not depend on whether there is one.
 */
export async function makeMezzanine(
  context: WorkerContext,
  tools: RenderTools,
  attempt: Attempt<'mezzanine'>,
): Promise<void> {
  const { db, blobs } = context;
  const assetId = attempt.job.subject_id;
  const format = attempt.payload;
  const asset = await findAsset(db, assetId);
  const source = asset && (await findSource(db, assetId, asset.owner_id));
  // Deleted, or made anew: whoever uses it then asks again.
  if (!source) return;
  const former = await listMezzanines(db, [assetId]);
  if (former.some(({ facts }) => isMezzanineOf(facts, { sha256: source.sha256, format }))) return;
  await requireRoom(blobs, roomBytes);
  const usable = wholeSource(source, format);
  await useFilmWork(context, { tools, attempt, usable }, async (work, document) => {
    const opened = assetOf(document, 'source');
    if (opened?.kind !== 'video') throw new Error('a document of a source has lost it');
    // By the very number of its frames.
    const whole = wholeSource(opened, format);
    const plan = planRender(whole);
    const segments = await renderSegments({ ...work, cache: nothingKept }, whole, plan);
    const bytes = mezzanineBytes(segments.map(({ name, file }) => ({ name, path: join(work.folder, file) })));
    const key = await putDerived(context, { attempt, assetId, kind: 'mezzanine', bytes });
    const facts = { sha256: source.sha256, frames: plan.frames, ...format };
    await attempt.publish(async (trx) => {
      const stale = former.filter((each) => each.facts.sha256 !== source.sha256);
      const others = former.filter((each) => !stale.includes(each));
      const spent = [...stale, ...others.slice(0, Math.max(0, others.length + 1 - mostOfAsset))];
      await spendArtefacts(
        trx,
        spent.map((each) => each.key),
        { isUrgent: true },
      );
      await storeArtefact(trx, { kind: 'mezzanine', key, facts });
    });
  });
}
