import { insertMaterial } from '@weireel/edit/editing';
import type { Materials } from './materials.ts';
import { wantedClips } from './phone-clips.ts';
import type { ProjectEditing } from './project-editing.ts';

/** Gives what puts files that were uploaded for a project on its timeline, each when it is ready; one look at a time. */
export function createPlacing(editing: ProjectEditing, materials: Materials): () => Promise<void> {
  const { projectId, newId } = editing;
  let isLooking = false;

  async function look(): Promise<void> {
    const found = await wantedClips.ready(projectId);
    for (const { id, source } of found) {
      editing.edit(...insertMaterial(editing.document(), source, { before: null, newId }));
      wantedClips.forget(id);
    }
    if (found.length === 0) return;
    await editing.saving.flush();
    await materials.load();
  }

  return async () => {
    if (isLooking || wantedClips.of(projectId).length === 0) return;
    isLooking = true;
    await look().finally(() => (isLooking = false));
  };
}
