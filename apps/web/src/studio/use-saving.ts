import { createEditSaving, type Conflict, type ProjectSavingState } from '@weireel/client/projects';
import type { Project } from '@weireel/contract';
import type { EditDocument, Operation } from '@weireel/edit';
import { computed, onBeforeUnmount, onMounted, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf } from '../api/trouble.ts';
import { newId } from './new-id.ts';

/** What saving asks of the editor, and tells it. */
export interface SavedEditor {
  /** The document as it is here. */
  document(): EditDocument;
  /** Takes over what others did. */
  takeOver(document: EditDocument): void;
  /** Others gave the project another name. */
  renamed(title: string): void;
}

/** Whether somebody else has saved is asked so often while the page is seen. */
const lookMs = 4000;

/** Saves a project by itself, edit by edit, and takes over what others save. */
export function useSaving(project: Project, editor: SavedEditor) {
  const state = ref<ProjectSavingState>('saved');
  const error = shallowRef<unknown>(null);
  const revision = ref(project.revision);
  const conflict = shallowRef<Conflict | null>(null);
  const trouble = computed(() => (error.value === null ? null : troubleOf(error.value)));
  const saving = createEditSaving({
    ...{ api, project, newId, clock, newAbort },
    document: () => editor.document(),
    takeOver: (document) => editor.takeOver(document),
    renamed: (title) => editor.renamed(title),
    onChange() {
      state.value = saving.state();
      error.value = saving.error();
      revision.value = saving.revision();
      conflict.value = saving.conflict();
    },
  });

  async function catchUp(): Promise<void> {
    if (document.visibilityState !== 'hidden') await saving.catchUp();
  }

  const warn = (event: BeforeUnloadEvent): void => {
    if (saving.hasMore()) event.preventDefault();
  };
  // Phones end pages without another word once they are out of sight.
  const putAside = (): void => {
    if (document.visibilityState === 'hidden') void saving.flush();
    else void catchUp();
  };
  const stopListening = onReconnected(() => void saving.flush());
  const timer = setInterval(() => void catchUp(), lookMs);
  onMounted(() => {
    addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', putAside);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    stopListening();
    removeEventListener('beforeunload', warn);
    document.removeEventListener('visibilitychange', putAside);
    saving.end();
  });

  return reactive({
    ...{ state, trouble, revision, conflict },
    note: (operations: readonly Operation[]) => saving.note(operations),
    rename: (title: string) => saving.rename(title),
    flush: () => saving.flush(),
    settleConflict: () => saving.settleConflict(),
  });
}

/** What saves a project. */
export type Saving = ReturnType<typeof useSaving>;
