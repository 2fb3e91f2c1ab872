import { exactFrameTicks, isKnownAsset, type EditDocument } from '@weireel/edit';
import type { WorkerContext } from '../worker-context.ts';
import { filmSources, type FilmSources } from './film-sources.ts';
import { openMezzanines, type Mezzanines } from './mezzanines.ts';
import type { SourceRoom } from './source-room.ts';

/** What a document is rendered from. */
export interface OpenedSources {
  /** The document, with the very number of frames that each source has. */
  document: EditDocument;
  /** Its sources, which are opened when they are needed. */
  sources: FilmSources;
  /** Seconds of them that are encoded already. */
  mezzanines: Mezzanines;
}

/**
 * Finds what a document uses. A source whose mezzanine is there is not opened before something of it must be encoded.
 *
 * @param work.document one whose sources were resolved
 * @param work.room where they may lie already, and are left for the next time. Absent: all are opened anew
 * @throws WeireelError `source_missing` when one plays no more
 */
export async function openSources(
  context: Pick<WorkerContext, 'db' | 'blobs' | 'programs'>,
  work: { folder: string; document: EditDocument; signal: AbortSignal; room?: SourceRoom },
): Promise<OpenedSources> {
  const { document } = work;
  const used = new Set(
    document.tracks.flatMap(({ items }) => items.map((item) => ('asset' in item ? item.asset : null))),
  );
  const videos = Object.entries(document.assets).flatMap(([id, asset]) => {
    const isUsed = used.has(id) && isKnownAsset(asset) && asset.kind === 'video';
    return isUsed && asset.assetId !== undefined ? [{ id, asset, assetId: asset.assetId }] : [];
  });
  const assetIds = new Map(videos.map(({ asset, assetId }) => [asset.sha256, assetId]));
  const assetIdOf = (sha256: string): string => {
    const assetId = assetIds.get(sha256);
    if (assetId === undefined) throw new Error(`${sha256} is no video of the document`);
    return assetId;
  };
  const mezzanines = await openMezzanines(context, work, assetIds);
  const fileIds = new Map(
    Object.values(document.assets).flatMap((asset) =>
      isKnownAsset(asset) && asset.kind !== 'video' && asset.assetId !== undefined
        ? [[asset.sha256, asset.assetId] as const]
        : [],
    ),
  );
  const fileIdOf = (sha256: string): string => {
    const fileId = fileIds.get(sha256);
    if (fileId === undefined) throw new Error(`${sha256} is no file of the document`);
    return fileId;
  };
  const sources = filmSources(context, { ...work, assetIdOf, fileIdOf });
  const assets = { ...document.assets };
  for (const { id, asset } of videos) {
    const frames = mezzanines.framesOf(asset.sha256) ?? (await sources.openPicture(asset.sha256));
    assets[id] = { ...asset, duration: frames * exactFrameTicks(asset.fps) };
  }
  return { document: { ...document, assets }, sources, mezzanines };
}
