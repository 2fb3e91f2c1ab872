import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listMezzanines } from '@weireel/db/projects';
import type { EditDocument } from '@weireel/edit';
import type { WorkerContext } from '../worker-context.ts';
import { readMezzanineIndex, type IndexedSegment } from './mezzanine-file.ts';
import type { SegmentCache } from './segment-cache.ts';

/** Mezzanines of a film's sources. */
export interface Mezzanines {
  /** How many frames a source has; null: it has no mezzanine. */
  framesOf: (sha256: string) => number | null;
  /** A cache that finds segments in them first; those are not kept again. */
  before: (cache: SegmentCache) => SegmentCache;
}

/**
 * Puts the mezzanines of a document's sources that are on its canvas into the folder of its work.
 *
 * @param assetIds of the sources, by what names their pictures
 */
export async function openMezzanines(
  { db, blobs }: Pick<WorkerContext, 'db' | 'blobs'>,
  { folder, document }: { folder: string; document: EditDocument },
  assetIds: ReadonlyMap<string, string>,
): Promise<Mezzanines> {
  const { canvas } = document;
  const frames = new Map<string, number>();
  const segments = new Map<string, IndexedSegment & { path: string }>();
  const room = join(folder, 'mezzanines');
  await mkdir(room);
  for (const [n, { key, facts }] of (await listMezzanines(db, [...assetIds.values()])).entries()) {
    // Of a former picture of the asset.
    if (!assetIds.has(facts.sha256)) continue;
    frames.set(facts.sha256, facts.frames);
    if (facts.widthPx !== canvas.widthPx || facts.heightPx !== canvas.heightPx) continue;
    if ((await blobs.head(key)) === null) continue;
    const path = join(room, String(n));
    await blobs.materialise(key, path);
    for (const segment of await readMezzanineIndex(path)) segments.set(segment.name, { ...segment, path });
  }
  return {
    framesOf: (sha256) => frames.get(sha256) ?? null,
    before: (cache) => ({
      keep: (name, path) => cache.keep(name, path),
      async take(name, path) {
        const segment = segments.get(name);
        if (segment === undefined) return cache.take(name, path);
        const { from, sizeBytes } = segment;
        const bytes = createReadStream(segment.path, { start: from, end: from + sizeBytes - 1 });
        await pipeline(bytes, createWriteStream(path));
        return true;
      },
    }),
  };
}
