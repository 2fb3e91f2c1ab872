import { createReadStream } from 'node:fs';
import { requireRoom } from '@weireel/blob';
import { listArtefacts, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import { segmentsOf } from '@weireel/edit';
import type { Attempt } from '@weireel/jobs';
import { planRender, stillArguments } from '@weireel/render';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { roomBytes } from './film-work.ts';
import { openProject } from './open-project.ts';
import { renderSegments } from './render-segments.ts';
import { useFilmWork, type RenderTools } from './use-film-work.ts';
import { writeFilmFile } from './write-film-file.ts';

const fileName = 'still.jpg';

/** Job `project_frame`: one picture of the film that a project would become, out of the very segment that this would have. */
export async function projectFrame(
  context: WorkerContext,
  tools: RenderTools,
  attempt: Attempt<'project_frame'>,
): Promise<void> {
  const assetId = attempt.job.subject_id;
  const { revision, frame } = attempt.payload;
  const usable = await openProject(context.db, { assetId, revision });
  if (usable === null) return;
  await requireRoom(context.blobs, roomBytes);
  await useFilmWork(context, { tools, attempt, usable }, async (work, document) => {
    const plan = planRender(document);
    const places = segmentsOf(document);
    const index = places.findIndex(({ from, to }) => frame >= from && frame < to);
    const [place, picture] = [places[index], plan.segments[index]];
    // Beyond the end there is nothing to see.
    if (place === undefined || picture === undefined) return;
    const [segment] = await renderSegments(work, document, plan, [picture]);
    if (segment === undefined) return;
    const path = await writeFilmFile(work, plan, fileName, (output) =>
      stillArguments(segment.file, frame - place.from, output),
    );
    const bytes = createReadStream(path);
    const key = await putDerived(context, { attempt, assetId, kind: 'still', bytes });
    const { widthPx, heightPx } = plan.format;
    await attempt.publish(async (trx) => {
      const former = (await listArtefacts(trx, assetId, ['still'])).filter(
        ({ facts }) => facts.revision !== revision,
      );
      await spendArtefacts(
        trx,
        former.map((still) => still.key),
        { isUrgent: true },
      );
      await storeArtefact(trx, { kind: 'still', key, facts: { revision, frame, widthPx, heightPx } });
    });
  });
}
