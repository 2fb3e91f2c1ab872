import { computed, reactive, type Ref } from 'vue';
import type { DraftPlayback } from './use-draft-playback.ts';
import type { ExactPlayback } from './use-exact-playback.ts';

/** How fast repeated presses let the exact preview play; backwards only the draft does. */
const speeds = [1, 2, 4] as const;

/**
 * What plays on the stage: the exact preview where it is there, and the draft elsewhere, backwards too. Whatever plays
 * goes on until it is stopped, so that no press is met by a jump.
 */
export function stagePlayback(draft: DraftPlayback, exact: ExactPlayback, isExact: Readonly<Ref<boolean>>) {
  const speed = computed(() => (isExact.value ? exact.speed : draft.speed));
  const isPlaying = computed(() => speed.value !== 0);
  const pause = (): void => {
    exact.pause();
    if (draft.isPlaying) draft.pause();
  };
  const forward = (): void => {
    if (!isExact.value) return draft.forward();
    const step = speeds.findIndex((each) => each === exact.speed);
    exact.play(speeds[Math.min(speeds.length - 1, step + 1)] ?? 1);
  };
  return reactive({
    ...{ isExact, speed, isPlaying, pause, forward },
    isWaiting: computed(() => (isExact.value ? exact.isWaiting : draft.isWaiting)),
    back() {
      exact.pause();
      draft.back();
    },
    toggle: () => (isPlaying.value ? pause() : forward()),
  });
}

/** What plays on the stage. */
export type StagePlayback = ReturnType<typeof stagePlayback>;
