import type { Database } from '@weireel/db';
import { findPreview, findProject } from '@weireel/db/projects';
import type { EditDocument } from '@weireel/edit';
import { requireUsable } from './require-usable.ts';

/**
 * The document of the project that a preview's asset shows, as it can be rendered now; null: the preview is gone, or the
 * project has another revision by now, which is asked for by whoever changed it.
 *
 * @throws WeireelError `document_invalid` when its owner may not use something in it any more
 */
export async function openProject(
  db: Database,
  { assetId, revision }: { assetId: string; revision: number },
): Promise<EditDocument | null> {
  const preview = await findPreview(db, assetId);
  if (preview === null || preview.project_id === null) return null;
  const project = await findProject(db, preview.project_id, preview.owner_id);
  if (project?.revision !== revision) return null;
  return requireUsable(db, project.document, project.owner_id);
}
