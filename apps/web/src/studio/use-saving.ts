import { createProjectSaving, type ProjectSavingNews } from '@weireel/client';
import type { Project } from '@weireel/contract';
import type { EditDocument } from '@weireel/edit';
import { computed, onBeforeUnmount, onMounted, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf } from '../api/trouble.ts';

/** What of a project is saved while somebody edits it. */
export interface ProjectContent {
  /** Its name. */
  title: string;
  /** What is edited. */
  document: EditDocument;
}

/** Saves a project by itself, and when the page is put aside. */
export function useSaving(project: Project, content: () => ProjectContent) {
  const news = shallowRef<ProjectSavingNews>({ state: 'saved', error: null });
  const revision = ref(project.revision);
  const trouble = computed(() => (news.value.error === null ? null : troubleOf(news.value.error)));
  const state = computed(() => news.value.state);

  const saving = createProjectSaving<ProjectContent>({
    revision: project.revision,
    async save({ title, document }, former) {
      const body = { title, document: { ...document }, revision: former };
      const saved = await api.call('putProject', { params: { id: project.id }, body });
      revision.value = saved.revision;
      return saved.revision;
    },
    ...{ clock, newAbort },
    onChange: (next) => (news.value = next),
  });

  const warn = (event: BeforeUnloadEvent): void => {
    if (saving.unsaved() !== null) event.preventDefault();
  };
  // Phones end pages without another word once they are out of sight.
  const putAside = (): void => {
    if (document.visibilityState === 'hidden') void saving.flush();
  };
  const stopListening = onReconnected(() => void saving.flush());
  onMounted(() => {
    addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', putAside);
  });
  onBeforeUnmount(() => {
    stopListening();
    removeEventListener('beforeunload', warn);
    document.removeEventListener('visibilitychange', putAside);
    saving.end();
  });

  return reactive({
    ...{ state, trouble, revision },
    note: () => saving.note(content()),
    flush: () => saving.flush(),
  });
}

/** What saves a project. */
export type Saving = ReturnType<typeof useSaving>;
