import { createPreviewing, type ExactPreview } from '@weireel/client/projects';
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import type { Editor } from './use-editor.ts';
import type { Saving } from './use-saving.ts';

/** The exact preview of a project, asked for whenever the project was saved. */
export function useExactPreview(projectId: string, editor: Editor, saving: Saving) {
  const made = shallowRef<ExactPreview | null>(null);
  /** How far it is, 0 to 1; null: none is being made. */
  const progress = ref<number | null>(null);
  const ready = computed(() => (made.value?.document === editor.document ? made.value : null));
  const previewing = createPreviewing({
    ...{ api, projectId, clock, newAbort },
    present: () =>
      editor.duration === 0 || document.visibilityState === 'hidden'
        ? null
        : { document: editor.settled, revision: saving.revision },
    onChange() {
      made.value = previewing.made();
      progress.value = previewing.progress();
    },
  });

  const comeBack = (): void => {
    if (document.visibilityState === 'visible' && ready.value === null && saving.state === 'saved')
      void previewing.ask();
  };
  document.addEventListener('visibilitychange', comeBack);
  watch(
    () => [saving.state, saving.revision] as const,
    ([state]) => (state === 'saved' ? void previewing.ask() : previewing.giveUp()),
    { immediate: true },
  );
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', comeBack);
    previewing.giveUp();
  });
  return reactive({ ready, progress });
}
