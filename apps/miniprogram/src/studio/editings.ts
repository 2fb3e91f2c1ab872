import { createKeptDrafts } from '@weireel/client/projects';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { memory } from '../memory.ts';
import { newAbort } from '../publish/abort.ts';
import { phoneClock as clock } from '../publish/phone-clock.ts';
import { newId } from './new-id.ts';
import { openEditing, type ProjectEditing } from './project-editing.ts';

/** Drafts of projects that this phone keeps. */
export const drafts = createKeptDrafts(memory);

let present: ProjectEditing | null = null;

/** Opens a project to be edited; the pages of one project share it, and who comes back to it finds it as it was. */
export async function editingOf(projectId: string): Promise<ProjectEditing> {
  if (present?.projectId === projectId) return present;
  const opened = await openEditing(projectId, { api, drafts, newId, clock, newAbort });
  present?.end();
  present = opened;
  opened.begin();
  return opened;
}

/** Forgets a project that was deleted, or whose other version is wanted. */
export function forgetEditing(projectId: string): void {
  if (present?.projectId === projectId) {
    present.end();
    present = null;
  }
  drafts.forget(projectId);
}

onReconnected(() => void present?.saving.flush());
