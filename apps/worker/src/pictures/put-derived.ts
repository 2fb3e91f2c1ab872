import { derivedKey, type DerivedKind } from '@weireel/catalogue';
import { measureArtefact, noteArtefact } from '@weireel/db/videos';
import type { Attempt } from '@weireel/jobs';
import type { WorkerContext } from '../worker-context.ts';

/** A file that an attempt has made of an asset. */
export interface DerivedFile {
  /** The attempt. */
  attempt: Attempt;
  /** Asset that it is made of. */
  assetId: string;
  /** What it is. */
  kind: DerivedKind;
  /** Its bytes. */
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Which of several it is, from 0. Default 0. */
  n?: number;
}

/**
 * Notes a file, then stores it: one that is never shown is swept away once its attempt is over.
 *
 * @returns its blob key, for the transaction that shows it
 */
export async function putDerived(
  { db, blobs }: Pick<WorkerContext, 'db' | 'blobs'>,
  { attempt: { attemptId }, assetId, kind, bytes, n }: DerivedFile,
): Promise<string> {
  const key = derivedKey(assetId, attemptId, kind, n);
  await noteArtefact(db, { key, assetId, kind, attemptId });
  await blobs.put(key, bytes);
  const stored = await blobs.head(key);
  if (stored) await measureArtefact(db, key, stored.sizeBytes);
  return key;
}
