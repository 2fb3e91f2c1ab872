import { createFilms } from '@weireel/client/projects';
import type { Render } from '@weireel/contract';
import { computed, onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import { troubleOf } from '../api/trouble.ts';

/** The films of a project: those that were made, and how far those are that are being made. */
export function useFilms(projectId: string) {
  const films = shallowRef<readonly Render[]>([]);
  const isLoaded = ref(false);
  const hasRunning = ref(false);
  const error = shallowRef<unknown>(null);
  const trouble = computed(() => (error.value === null ? null : troubleOf(error.value)));
  const list = createFilms({
    ...{ api, projectId, clock, newAbort },
    onChange() {
      films.value = list.all();
      isLoaded.value = list.isLoaded();
      hasRunning.value = list.hasRunning();
      error.value = list.error();
    },
  });
  void list.look();
  onBeforeUnmount(() => list.end());
  const { look, begin, drop } = list;
  return reactive({ films, isLoaded, trouble, hasRunning, look, begin, drop });
}

/** The films of a project. */
export type Films = ReturnType<typeof useFilms>;
