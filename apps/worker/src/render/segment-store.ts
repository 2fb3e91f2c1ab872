import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { findSegment } from '@weireel/db/projects';
import { storeArtefact } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import type { SegmentCache } from './segment-cache.ts';

/** Segments of an asset, and of the earlier films of its project: nobody else's. */
export function segmentStore(
  context: Pick<WorkerContext, 'db' | 'blobs'>,
  attempt: Attempt,
  assetId: string,
): SegmentCache {
  let count = 0;
  const keep = async (hash: string, path: string): Promise<void> => {
    const n = count;
    count += 1;
    const bytes = createReadStream(path);
    const key = await putDerived(context, { attempt, assetId, kind: 'segment', bytes, n });
    await attempt.publish((trx) => storeArtefact(trx, { kind: 'segment', key, facts: { hash } }));
  };
  return {
    keep,
    async take(hash, path) {
      const stored = await findSegment(context.db, assetId, hash);
      const reading = stored === null ? null : await context.blobs.read(stored.key);
      if (stored === null || reading === null) return false;
      await pipeline(reading.body, createWriteStream(path));
      // Of an earlier film: that may be deleted, and its segments with it.
      if (!stored.key.startsWith(`assets/${assetId}/`)) await keep(hash, path);
      return true;
    },
  };
}
