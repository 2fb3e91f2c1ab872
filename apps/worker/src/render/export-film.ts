import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { requireRoom } from '@weireel/blob';
import { exportFormats } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { failExport, listExports } from '@weireel/db/projects';
import { findArtefact, findAsset, lockAsset, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import { FfmpegError, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { JobRow } from '@weireel/db/processing';
import type { Attempt } from '@weireel/jobs';
import { exportArguments } from '@weireel/render';
import { bytesOf } from '../edition/rendition-bytes.ts';
import { runLimits } from '../machine/limits.ts';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { roomBytes } from './film-work.ts';
import { takeOutput } from './take-output.ts';

const name = 'source.mp4';
/** No larger file is made. */
const mostBytes = 64 * 2 ** 20;

/** Job `film_export`: another form of a film, out of the very file that was rendered. */
export async function exportFilm(context: WorkerContext, attempt: Attempt<'film_export'>): Promise<void> {
  const { db, blobs } = context;
  const assetId = attempt.job.subject_id;
  const { format } = attempt.payload;
  const asset = await findAsset(db, assetId);
  const source = asset?.state === 'ready' ? await findArtefact(db, assetId, 'source') : null;
  // Deleted meanwhile.
  if (!asset || !source) return;
  await requireRoom(blobs, roomBytes);
  await context.folders.use(attempt.attemptId, async (folder) => {
    await pipeline(bytesOf(blobs, source.key), createWriteStream(join(folder, name)), {
      signal: attempt.signal,
    });
    const made = `export.${format}`;
    await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: exportArguments(name, format, outputPath(made)),
      folder,
      limits: {
        ...runLimits({ durationMs: asset.duration_ms, memoryBytes: 2 ** 30, speedFloor: 20 }),
        fileBytes: mostBytes,
      },
      signal: attempt.signal,
    }).catch((error: unknown) => {
      const isTooLarge = error instanceof FfmpegError && error.failure === 'output';
      throw isTooLarge ? new WeireelError('export_too_large', { cause: error }) : error;
    });
    await takeOutput(folder, made);
    const { size } = await stat(join(folder, made));
    if (size >= mostBytes) throw new WeireelError('export_too_large');
    const bytes = createReadStream(join(folder, made));
    const n = exportFormats.indexOf(format);
    const key = await putDerived(context, { attempt, assetId, kind: 'export', bytes, n });
    await attempt.publish(async (trx) => {
      if ((await lockAsset(trx, assetId))?.state !== 'ready') return;
      const former = (await listExports(trx, assetId)).filter((each) => each.format === format);
      await spendArtefacts(
        trx,
        former.flatMap((each) => each.key ?? []),
      );
      await storeArtefact(trx, { kind: 'export', key, facts: { format } });
    });
  });
}

/** Says why a form of a film was not made. */
export async function failFilmExport(
  trx: Database,
  { subject_id: assetId, payload }: Pick<JobRow, 'subject_id' | 'payload'>,
  code: string,
): Promise<void> {
  const wanted: unknown = Reflect.get(payload, 'format');
  const format = exportFormats.find((each) => each === wanted);
  if (format !== undefined) await failExport(trx, { assetId, format }, code);
}
