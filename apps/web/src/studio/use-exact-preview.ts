import { ApiError } from '@weireel/client';
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import type { Editor } from './use-editor.ts';
import type { Saving } from './use-saving.ts';

/** What is being made is looked at so often. */
const lookMs = 300;
/** After what nobody can help, it is asked for again. */
const againMs = 5000;

/** What shows the timeline as its film will be. */
export interface ExactPreview {
  /** The document that it shows. */
  document: object;
  /** Its HLS playlist. */
  hlsUrl: string;
}

/**
 * The exact preview of a project: asked for whenever the project was saved, and of no more use with the next edit. One
 * that is refused, as for what the renderer does not draw yet, is not asked for again until something is edited.
 */
export function useExactPreview(projectId: string, editor: Editor, saving: Saving) {
  const made = shallowRef<ExactPreview | null>(null);
  /** How far it is, 0 to 1; null: none is being made. */
  const progress = ref<number | null>(null);
  const ready = computed(() => (made.value?.document === editor.document ? made.value : null));
  const params = { id: projectId };
  /** Counts what was asked for: an answer to anything but the last is of no use. */
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function giveUp(): void {
    clearTimeout(timer);
    asked += 1;
    progress.value = null;
  }

  async function ask(): Promise<void> {
    giveUp();
    if (editor.duration === 0 || document.visibilityState === 'hidden') return;
    const mine = asked;
    const shown = editor.settled;
    const isCurrent = (): boolean => asked === mine && editor.settled === shown;
    progress.value = 0;
    try {
      let preview = await api.call('previewProject', { params });
      while (isCurrent() && preview.state === 'making') {
        progress.value = preview.progress;
        await new Promise((resolve) => (timer = setTimeout(resolve, lookMs)));
        if (isCurrent()) preview = await api.call('projectPreview', { params });
      }
      // Another window may have saved, and asked for its own.
      if (isCurrent() && preview.hlsUrl !== null && preview.revision === saving.revision)
        made.value = { document: shown, hlsUrl: preview.hlsUrl };
    } catch (error) {
      if (isCurrent() && isPassing(error)) timer = setTimeout(() => void ask(), againMs);
    }
    if (asked === mine) progress.value = null;
  }

  const comeBack = (): void => {
    if (document.visibilityState === 'visible' && ready.value === null && saving.state === 'saved')
      void ask();
  };
  document.addEventListener('visibilitychange', comeBack);
  watch(
    () => [saving.state, saving.revision] as const,
    ([state]) => (state === 'saved' ? void ask() : giveUp()),
    { immediate: true },
  );
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', comeBack);
    giveUp();
  });
  return reactive({ ready, progress });
}

/** Whether the same may well be answered another time. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 429 || error.status >= 500;
}
