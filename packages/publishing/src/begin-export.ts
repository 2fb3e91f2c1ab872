import { assetSubject, WeireelError, type ExportFormat, type FilmExport } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findRender, insertExport, listExports } from '@weireel/db/projects';
import { findAsset, lockAsset, type AssetRow } from '@weireel/db/videos';
import { enqueueJob, hasUnfinishedJob } from '@weireel/jobs';
import type { ProbeResult } from '@weireel/media';

/** How long a film may be whose pictures become one that moves. */
export const longestExportMs: Partial<Record<ExportFormat, number>> = { gif: 30_000, webp: 60_000 };

/**
 * A film of a person's own that is wholly made.
 *
 * @throws WeireelError `not_found`, `still_processing`
 */
export async function requireFilm(db: Database, assetId: string, ownerId: string): Promise<AssetRow> {
  const asset = await findAsset(db, assetId);
  if (asset?.owner_id !== ownerId || asset.state === 'deleted') throw new WeireelError('not_found');
  if ((await findRender(db, assetId)) === null) throw new WeireelError('not_found');
  if (asset.state !== 'ready') throw new WeireelError('still_processing');
  return asset;
}

/**
 * Asks for another form of a film: it is made once, and again when the last try failed.
 *
 * @param film of `requireFilm`
 * @throws WeireelError `export_too_long`, `film_has_no_sound`
 */
export async function beginExport(
  trx: Database,
  { film, format }: { film: AssetRow; format: ExportFormat },
  newId: () => string,
): Promise<void> {
  const longestMs = longestExportMs[format];
  if (longestMs !== undefined && (film.duration_ms ?? Infinity) > longestMs)
    throw new WeireelError('export_too_long');
  // The worker stored it as it came from `parseProbe`.
  const probe = film.probe as ProbeResult | null;
  if (longestMs === undefined && probe?.audio === null) throw new WeireelError('film_has_no_sound');
  // Held, so that two who ask at once ask for one.
  if ((await lockAsset(trx, film.id)) === null) throw new WeireelError('not_found');
  const known = (await listExports(trx, film.id)).find((each) => each.format === format);
  if (known !== undefined && known.key !== null) return;
  if (await isUnderWay(trx, film.id, format)) return;
  await insertExport(trx, film.id, format);
  await enqueueJob(trx, {
    ...{ id: newId(), kind: 'film_export', ownerId: film.owner_id, subjectId: film.id },
    payload: { format },
  });
}

/** How far the forms of a film are; one that nobody works at any more, and that is not there, has failed. */
export async function readExports(db: Database, assetId: string): Promise<FilmExport[]> {
  const formats = (await listExports(db, assetId)).map(({ format }) => format);
  // First: a job that ends meanwhile has written what it made.
  const working = new Set<ExportFormat>();
  for (const format of formats) if (await isUnderWay(db, assetId, format)) working.add(format);
  return (await listExports(db, assetId)).map(({ format, failureCode, key, sizeBytes }) => {
    if (key !== null) return { format, state: 'ready', failureCode: null, sizeBytes };
    if (failureCode === null && working.has(format))
      return { format, state: 'making', failureCode, sizeBytes: null };
    return { format, state: 'failed', failureCode: failureCode ?? 'internal', sizeBytes: null };
  });
}

function isUnderWay(db: Database, assetId: string, format: ExportFormat): Promise<boolean> {
  return hasUnfinishedJob(db, assetSubject(assetId), ['film_export'], { format });
}
