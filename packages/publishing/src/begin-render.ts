import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { insertStages } from '@weireel/db/processing';
import { countRenders, insertRender, type ProjectRow } from '@weireel/db/projects';
import { insertAsset } from '@weireel/db/videos';
import { enqueueJob, requestOf, type Actor } from '@weireel/jobs';
import { stagesOfOrigin } from '@weireel/processing';

/** Films of one person that may be in the making at once. */
const mostRunning = 3;
/** Films of one person's batches that may be waited for at once: what is rendered at once, the queue decides. */
const mostBatched = 50;
/** Films of one person within a day. */
const mostOfDay = 100;

/**
 * Asks for the film of a project: a new asset that can be published at once, and plays when it is made.
 *
 * @param project its row, and the document to render, whose sources were just resolved; `isOfBatch`: with others, as
 * rows of a table, for which there is a bound of its own
 * @returns the asset's id
 * @throws WeireelError `too_many_renders`
 */
export async function beginRender(
  trx: Database,
  { project, document, isOfBatch = false }: { project: ProjectRow; document: object; isOfBatch?: boolean },
  actor: Actor,
  newSecret: () => string,
): Promise<string> {
  const { running, batched, ofDay } = await countRenders(trx, project.owner_id);
  const isFull = isOfBatch ? batched >= mostBatched : running >= mostRunning;
  if (isFull || ofDay >= mostOfDay) throw new WeireelError('too_many_renders');
  const assetId = actor.newId();
  await insertAsset(trx, {
    ...{ id: assetId, ownerId: project.owner_id, origin: 'render', sizeBytes: 0, contentType: 'video/mp4' },
    ...{ fileName: `${project.title}.mp4`, mediaKey: newSecret() },
  });
  await insertStages(trx, assetId, stagesOfOrigin.render);
  const { id: projectId, owner_id: ownerId, revision } = project;
  await insertRender(trx, { assetId, projectId, ownerId, revision, document, isOfBatch });
  await enqueueJob(trx, { id: actor.newId(), kind: 'render', ownerId, subjectId: assetId });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: ownerId, ...requestOf(actor) });
  return assetId;
}
