import type { FileSource } from '@weireel/contract';
import { mayUseInProject } from '@weireel/catalogue';
import { appendEvent, type Database } from '@weireel/db';
import { findOwnFile, setFileFacts, type FileFacts, type OwnFileRow } from '@weireel/db/files';
import { changeAsset, lockAsset } from '@weireel/db/videos';
import { exactFrameTicks } from '@weireel/edit';

/** What documents say of a file; null: it is not ready. */
export function fileSource(file: OwnFileRow): FileSource | null {
  const { asset_id: assetId, file_name: name, facts, state } = file;
  if (state !== 'ready' || facts === null) return null;
  const { sha256 } = facts;
  if (facts.kind === 'lut' || facts.kind === 'font') return { kind: facts.kind, assetId, sha256, name };
  const { widthPx, heightPx, motion } = facts;
  const picture = { assetId, sha256, name, widthPx, heightPx };
  if (motion === undefined) return { kind: 'image', ...picture };
  const { frames, fps } = motion;
  return { kind: 'animation', ...picture, duration: frames * exactFrameTicks(fps), fps };
}

/** What documents say of a person's file; null: they may not use it, or it is not ready. */
export async function findFileSource(
  db: Database,
  assetId: string,
  ownerId: string,
): Promise<FileSource | null> {
  const file = await findOwnFile(db, assetId);
  if (file === null || !mayUseInProject({ ownerId: file.owner_id, state: file.state }, ownerId)) return null;
  return fileSource(file);
}

/** A file was checked, and can be used from now on; nothing happens when it was deleted meanwhile. */
export async function adoptFile(trx: Database, assetId: string, facts: FileFacts): Promise<boolean> {
  const asset = await lockAsset(trx, assetId);
  if (asset?.state !== 'uploading') return false;
  await setFileFacts(trx, assetId, facts);
  const size = !('widthPx' in facts) ? {} : { widthPx: facts.widthPx, heightPx: facts.heightPx };
  await changeAsset(trx, assetId, { state: 'processing', ...size });
  await changeAsset(trx, assetId, { state: 'ready' });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: asset.owner_id });
  return true;
}

/** A file cannot be used, for this reason. */
export async function refuseFile(
  trx: Database,
  { assetId, code }: { assetId: string; code: string },
): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (asset?.state !== 'uploading') return;
  await changeAsset(trx, assetId, { state: 'failed', failureCode: code });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: asset.owner_id });
}
