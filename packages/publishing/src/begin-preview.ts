import { assetSubject, WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import {
  countMaking,
  findPreviewOfProject,
  insertPreview,
  wantPreview,
  type PreviewOfProject,
  type ProjectRow,
} from '@weireel/db/projects';
import { insertAsset } from '@weireel/db/videos';
import { cancelJobsAbout, enqueueJob, type Actor } from '@weireel/jobs';

/** Previews of one person that may be in the making at once. */
const mostMaking = 2;

/** What somebody who wants to see a project needs. */
type Viewing = Actor & {
  /** Makes a media key. */
  newSecret: () => string;
};

/**
 * Asks for the exact preview of a project as it is. One that is there, or in the making, is not made again; one of an
 * earlier revision is given up.
 *
 * @param project its row, whose person is held, and whose sources were just resolved
 * @throws WeireelError `too_many_previews`
 */
export async function beginPreview(trx: Database, project: ProjectRow, viewing: Viewing): Promise<void> {
  const { asset_id: assetId, state, revision } = await requirePreview(trx, project, viewing);
  const isThere = revision === project.revision && (state === 'making' || state === 'ready');
  await wantPreview(trx, assetId, { revision: project.revision, isMaking: !isThere });
  if (isThere) return;
  if ((await countMaking(trx, project.owner_id)) > mostMaking) throw new WeireelError('too_many_previews');
  await cancelJobsAbout(trx, assetSubject(assetId));
  await enqueueJob(trx, {
    ...{ id: viewing.newId(), kind: 'preview', ownerId: project.owner_id, subjectId: assetId },
    payload: { revision: project.revision },
  });
}

/**
 * The preview of a project, to which what is made of it belongs; of a new one nothing is.
 *
 * @param project its row, whose person is held
 */
export async function requirePreview(
  trx: Database,
  project: Pick<ProjectRow, 'id' | 'owner_id' | 'title' | 'revision'>,
  { newId, newSecret }: Viewing,
): Promise<PreviewOfProject> {
  const known = await findPreviewOfProject(trx, project.id);
  if (known !== null) return known;
  const [assetId, ownerId] = [newId(), project.owner_id];
  await insertAsset(trx, {
    ...{ id: assetId, ownerId, origin: 'preview', sizeBytes: 0, contentType: null },
    ...{ fileName: project.title, mediaKey: newSecret() },
  });
  await insertPreview(trx, { assetId, projectId: project.id, ownerId, revision: project.revision });
  const made = await findPreviewOfProject(trx, project.id);
  if (made === null) throw new Error('a preview that was just noted is gone');
  return made;
}
