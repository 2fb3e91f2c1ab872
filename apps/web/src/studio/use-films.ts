import type { Render } from '@weireel/contract';
import { computed, onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

/** A film that is made is looked at so often. */
const lookMs = 1000;

/** The films of a project: those that were made, and how far those are that are being made. */
export function useFilms(projectId: string) {
  const films = shallowRef<readonly Render[]>([]);
  const isLoaded = ref(false);
  const trouble = ref<Trouble | null>(null);
  const hasRunning = computed(() =>
    films.value.some(({ state }) => state === 'rendering' || state === 'processing'),
  );
  const params = { id: projectId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      films.value = (await api.call('projectRenders', { params })).items;
      isLoaded.value = true;
      trouble.value = null;
    } catch (error) {
      trouble.value = troubleOf(error);
    }
    if (!hasEnded && (hasRunning.value || trouble.value !== null))
      timer = setTimeout(() => void look(), lookMs);
  }

  /** Begins a film of the project as it is saved. */
  async function begin(): Promise<void> {
    await api.call('renderProject', { params });
    await look();
  }

  /** Gives a film up, or deletes one that was not published. */
  async function drop(assetId: string): Promise<void> {
    await api.call('deleteAsset', { params: { id: assetId } });
    films.value = films.value.filter((film) => film.assetId !== assetId);
    await look();
  }

  void look();
  onBeforeUnmount(() => {
    hasEnded = true;
    clearTimeout(timer);
  });
  return reactive({ films, isLoaded, trouble, hasRunning, look, begin, drop });
}

/** The films of a project. */
export type Films = ReturnType<typeof useFilms>;
