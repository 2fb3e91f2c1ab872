import { ApiError, createProjectSaving, type ProjectSavingNews } from '@weireel/client';
import type { EditedProject, Project } from '@weireel/contract';
import type { EditDocument, Operation, Problem } from '@weireel/edit';
import { computed, onBeforeUnmount, onMounted, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf } from '../api/trouble.ts';
import { createEditQueue } from './edit-queue.ts';
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

/** Own edits that did not go together with what others did. */
export interface Conflict {
  /** The document as it was here. */
  mine: EditDocument;
  /** Why. */
  problems: readonly Problem[];
}

/** Whether somebody else has saved is asked so often while the page is seen. */
const lookMs = 4000;

/** Saves a project by itself, edit by edit, and takes over what others save. */
export function useSaving(project: Project, editor: SavedEditor) {
  const news = shallowRef<ProjectSavingNews>({ state: 'saved', error: null });
  const revision = ref(project.revision);
  const conflict = shallowRef<Conflict | null>(null);
  const trouble = computed(() => (news.value.error === null ? null : troubleOf(news.value.error)));
  const state = computed(() => news.value.state);
  const queue = createEditQueue(newId);
  const params = { id: project.id };
  let title = project.title;

  function take(edited: EditedProject): void {
    const mine = editor.document();
    const { document, problems } = queue.land(edited);
    revision.value = edited.project.revision;
    if (document !== null) editor.takeOver(document);
    if (problems.length > 0) conflict.value = { mine, problems };
    if (edited.project.title !== title) editor.renamed((title = edited.project.title));
  }

  const saving = createProjectSaving<object>({
    revision: project.revision,
    async save() {
      while (queue.hasMore()) {
        const { body } = queue.next(revision.value, editor.document());
        try {
          const edited = await api.call('editProject', { params, body });
          title = body.title ?? title;
          take(edited);
        } catch (error) {
          if (isRefusal(error)) queue.giveBack();
          throw error;
        }
      }
      return revision.value;
    },
    ...{ clock, newAbort },
    onChange: (next) => (news.value = next),
  });

  /** Takes over what others saved, while nothing of one's own waits. */
  async function catchUp(): Promise<void> {
    if (document.visibilityState === 'hidden' || queue.hasMore() || state.value !== 'saved') return;
    try {
      const present = await api.call('projectRevision', { params });
      if (present.revision === revision.value || queue.hasMore()) return;
      const others = await api.call('project', { params });
      // What was edited meanwhile is merged when it is sent.
      if (!queue.hasMore() && others.revision > revision.value) take({ project: others, dropped: [] });
    } catch {
      // It is asked again soon, and saving says what is wrong.
    }
  }

  const warn = (event: BeforeUnloadEvent): void => {
    if (saving.unsaved() !== null) event.preventDefault();
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
    note(operations: readonly Operation[]) {
      queue.add(operations);
      saving.note({});
    },
    rename(next: string) {
      queue.rename(next);
      saving.note({});
    },
    flush: () => saving.flush(),
    /** Goes on without what did not go together. */
    settleConflict: () => (conflict.value = null),
  });
}

/** Whether the same is refused again, so that it is sent once more only with what mends it. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** What saves a project. */
export type Saving = ReturnType<typeof useSaving>;
