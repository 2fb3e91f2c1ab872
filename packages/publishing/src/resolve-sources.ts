import { createHash } from 'node:crypto';
import { mayUseInProject } from '@weireel/catalogue';
import type { AssetSource, FileSource } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findCurrentEdition } from '@weireel/db/playback';
import { findAsset } from '@weireel/db/videos';
import {
  checkMeaning,
  exactFrameTicks,
  frameTicks,
  problemOf,
  type EditDocument,
  type Problem,
} from '@weireel/edit';
import { chooseFrameRate, type ProbeResult } from '@weireel/media';
import { findFileSource } from './own-files.ts';

/** A document with what is known of its assets here, or what stands in its way. */
export interface ResolvedDocument {
  /** The document; what it said of its assets itself counts for nothing. */
  document: EditDocument;
  /** Errors; none: it may be kept and rendered. */
  problems: Problem[];
}

/**
 * Writes into a document what is known of its assets, asking for each whether the person may use it. Another's asset, a
 * deleted one, and one that never was are told of alike.
 */
export async function resolveSources(
  db: Database,
  document: EditDocument,
  ownerId: string,
): Promise<ResolvedDocument> {
  const problems: Problem[] = [];
  const assets: EditDocument['assets'] = {};
  for (const [id, asset] of Object.entries(document.assets)) {
    const assetId = 'assetId' in asset && typeof asset.assetId === 'string' ? asset.assetId : null;
    const source = assetId === null ? null : await sourceOfKind(db, { kind: asset.kind, assetId }, ownerId);
    assets[id] = source ?? asset;
    if (source === null) problems.push(problemOf('asset_unavailable', ['assets', id]));
  }
  const resolved = { ...document, assets };
  if (problems.length > 0) return { document: resolved, problems };
  return {
    document: resolved,
    problems: checkMeaning(resolved).filter(({ severity }) => severity === 'error'),
  };
}

/** What is known of an asset that is said to be of a kind; of another kind it is told of like one that is not there. */
async function sourceOfKind(
  db: Database,
  { kind, assetId }: { kind: string; assetId: string },
  ownerId: string,
): Promise<AssetSource | FileSource | null> {
  if (kind === 'video') return findSource(db, assetId, ownerId);
  const source = await findFileSource(db, assetId, ownerId);
  return source?.kind === kind ? source : null;
}

/** What documents say of a person's video; null: they may not use it, or it is not ready. */
export async function findSource(
  db: Database,
  assetId: string,
  ownerId: string,
): Promise<AssetSource | null> {
  const asset = await findAsset(db, assetId);
  if (!asset || !mayUseInProject({ ownerId: asset.owner_id, state: asset.state }, ownerId)) return null;
  const edition = await findCurrentEdition(db, assetId);
  const top = edition?.renditions?.at(-1);
  // The worker stored it as it came from `parseProbe`.
  const probe = asset.probe as ProbeResult | null;
  if (edition?.kind !== 'ladder' || top === undefined || !probe?.video || asset.duration_ms === null)
    return null;
  const { averageFrameRate, baseFrameRate } = probe.video;
  const { num, den } = chooseFrameRate({ average: averageFrameRate, base: baseFrameRate });
  const fps = { num, den };
  if (frameTicks(fps) === null) return null;
  const frames = Math.max(1, Math.round((asset.duration_ms * num) / den / 1000));
  return {
    ...{ kind: 'video', assetId, duration: frames * exactFrameTicks(fps), fps },
    // An edition is written once: as long as its name stays, its picture does.
    sha256: createHash('sha256').update(edition.key_prefix).digest('hex'),
    ...{ widthPx: top.widthPx, heightPx: top.heightPx, hasSound: probe.audio !== null },
  };
}
