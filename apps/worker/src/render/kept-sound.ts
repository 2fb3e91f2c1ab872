import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listArtefacts, storeArtefact } from '@weireel/db/videos';
import { soundContent, type EditDocument } from '@weireel/edit';
import type { Attempt } from '@weireel/jobs';
import { soundFileArguments, type RenderPlan } from '@weireel/render';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import type { FilmWork } from './film-work.ts';
import { mixFilm } from './mix-film.ts';
import { writeFilmFile } from './write-film-file.ts';

/** The encoded sound of a timeline. */
export interface KeptSound {
  /** Its blob key. */
  key: string;
  /** Its file in the folder of the work. */
  file: string;
}

const file = 'sound.m4a';

/** Mixes and encodes the sound of a preview, or takes it from the last one when nothing of it has changed; null: there is none. */
export async function keptSound(
  context: Pick<WorkerContext, 'db' | 'blobs'>,
  attempt: Attempt,
  work: FilmWork,
  { document, plan }: { document: EditDocument; plan: RenderPlan },
): Promise<KeptSound | null> {
  if (plan.sound === null) return null;
  const assetId = attempt.job.subject_id;
  const hash = createHash('sha256')
    .update(work.programs.version)
    .update(`${plan.sound.samples} ${soundContent(document)}`)
    .digest('hex');
  const stored = (await listArtefacts(context.db, assetId, ['sound'])).find(
    ({ facts }) => facts.hash === hash,
  );
  const reading = stored === undefined ? null : await context.blobs.read(stored.key);
  if (stored !== undefined && reading !== null) {
    await pipeline(reading.body, createWriteStream(join(work.folder, file)));
    return { key: stored.key, file };
  }
  const mixed = await mixFilm(work, plan.sound);
  const path = await writeFilmFile(work, plan, file, (output) => soundFileArguments(mixed, output));
  const bytes = createReadStream(path);
  const key = await putDerived(context, { attempt, assetId, kind: 'sound', bytes });
  await attempt.publish((trx) => storeArtefact(trx, { kind: 'sound', key, facts: { hash } }));
  return { key, file };
}
