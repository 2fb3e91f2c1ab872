import { buffer } from 'node:stream/consumers';
import { findCurrentEdition, findPlaylist, type EditionRow } from '@weireel/db/playback';
import { findArtefact, type AssetRow } from '@weireel/db/videos';
import { validateHls, type HlsFile } from '@weireel/hls';
import type { WorkerContext } from '../worker-context.ts';

/** Others wait for the place that a check takes. */
const longestCheckedMs = 600_000;
/** A defect is the same in all segments; its first places tell enough. */
const reportedFindings = 10;
/** What the plain file is called here; it lies elsewhere. */
const plainUri = 'video.mp4';

/**
 * Checks the bytes of some of the editions that were made, against every rule. Nothing is taken back: what was found
 * stands in the log, because it is a defect of ours.
 */
export async function checkSomeEditions(
  context: WorkerContext,
  asset: AssetRow,
  signal: AbortSignal,
): Promise<void> {
  const { checks } = context;
  if (checks.random() >= checks.share || (asset.duration_ms ?? 0) > longestCheckedMs) return;
  const edition = await findCurrentEdition(context.db, asset.id);
  if (edition?.kind !== 'ladder') return;
  const plainKey = (await findArtefact(context.db, asset.id, 'progressive'))?.key ?? null;
  const { findings, segmentCount } = await validateHls({
    uri: 'master.m3u8',
    read: (uri) =>
      uri === plainUri && plainKey !== null
        ? readBlob(context, plainKey)
        : readFile(context, edition, uri, signal),
    ...(plainKey !== null && { plainUri }),
  });
  const facts = { assetId: asset.id, editionId: edition.id, segmentCount };
  if (findings.length === 0) checks.log('info', 'an edition keeps all rules of HLS', facts);
  else {
    const some = findings.slice(0, reportedFindings);
    checks.log('error', 'an edition breaks rules of HLS', { ...facts, findings: some });
  }
}

async function readFile(
  context: WorkerContext,
  edition: EditionRow,
  uri: string,
  signal: AbortSignal,
): Promise<HlsFile | null> {
  signal.throwIfAborted();
  if (uri.endsWith('.m3u8')) {
    const playlist = await findPlaylist(context.db, {
      assetId: edition.asset_id,
      editionId: edition.id,
      name: uri,
    });
    return playlist && { bytes: new TextEncoder().encode(playlist.body) };
  }
  return readBlob(context, edition.key_prefix + uri);
}

async function readBlob({ blobs }: WorkerContext, key: string): Promise<HlsFile | null> {
  const reading = await blobs.read(key);
  return reading && { bytes: await buffer(reading.body) };
}
