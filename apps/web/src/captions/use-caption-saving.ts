import { ApiError } from '@weireel/client';
import type { CaptionCue } from '@weireel/contract';
import { onBeforeUnmount, onMounted, ref } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';

/** How far saving is. `changed`: somebody else was first. */
export type SavingState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'changed';

/** Who stops writing for so long is between two thoughts. */
const restMs = 1000;
/** After so long what failed is tried again. */
const retryMs = 5000;

/** What is saved, and where. */
export interface CaptionsToSave {
  /** The video. */
  videoId: string;
  /** The language of the captions. */
  language: string;
  /** What people choose them by. */
  label: string;
  /** The revision that was loaded; null: there are none yet. */
  revision: number | null;
  /** What they say now; null: not to be saved like this. */
  cues: () => readonly CaptionCue[] | null;
}

/** Saves captions by themselves while somebody writes them. */
export function useCaptionSaving({ videoId, language, label, revision, cues }: CaptionsToSave) {
  const state = ref<SavingState>('saved');
  let seen = revision;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSaving = false;
  let theirs: number | null = null;

  function note(): void {
    if (state.value === 'changed') return;
    state.value = 'unsaved';
    clearTimeout(timer);
    timer = setTimeout(() => void save(), restMs);
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    const wanted = cues();
    if (wanted === null || isSaving || state.value === 'saved' || state.value === 'changed') return;
    isSaving = true;
    state.value = 'saving';
    try {
      const body = { label, cues: [...wanted], ...(seen !== null && { revision: seen }) };
      const written = await api.call('putCaptions', { params: { id: videoId, language }, body });
      seen = written.revision;
      // What was written meanwhile has said so.
      if (cues() === wanted) state.value = 'saved';
    } catch (error) {
      state.value = error instanceof ApiError && error.code === 'captions_changed' ? 'changed' : 'failed';
      if (state.value === 'changed') theirs = revisionOf(error);
    } finally {
      isSaving = false;
    }
    again();
  }

  /** What was written while other things were sent follows them; what failed has another try. */
  function again(): void {
    if (state.value === 'saving' || state.value === 'unsaved') note();
    else if (state.value === 'failed') timer = setTimeout(() => void save(), retryMs);
  }

  /** Writes over what somebody else wrote. */
  function overwrite(): void {
    seen = theirs;
    state.value = 'unsaved';
    void save();
  }

  const warn = (event: BeforeUnloadEvent): void => {
    if (state.value !== 'saved') event.preventDefault();
  };
  const stopListening = onReconnected(() => void save());
  onMounted(() => addEventListener('beforeunload', warn));
  onBeforeUnmount(() => {
    stopListening();
    removeEventListener('beforeunload', warn);
    clearTimeout(timer);
    void save();
  });

  return { state, note, overwrite };
}

function revisionOf(error: unknown): number | null {
  const revision = error instanceof ApiError ? error.extra['revision'] : null;
  return typeof revision === 'number' ? revision : null;
}
