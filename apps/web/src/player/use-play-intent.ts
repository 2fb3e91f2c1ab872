import { createPlayIntent, type PlayableEvent } from '@weireel/client';
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { playWithSound } from './sound.ts';

const heard: [string, PlayableEvent][] = [
  ['loadeddata', 'ready'],
  ['canplay', 'ready'],
  ['play', 'begun'],
  ['pause', 'paused'],
  ['ended', 'ended'],
];

/** Whether a video element is meant to play, and what keeps it so; it may stand still while the page is hidden. */
export function usePlayIntent(element: Ref<HTMLVideoElement | null>, stopsWhenHidden: boolean) {
  const isWanted = ref(false);
  const intent = createPlayIntent(
    {
      isPaused: () => element.value?.paused ?? true,
      play: async () => (element.value === null ? 'unplayable' : playWithSound(element.value)),
      pause: () => element.value?.pause(),
    },
    (wanted) => (isWanted.value = wanted),
  );

  const listeners = heard.map(([name, event]) => [name, () => intent.hear(event)] as const);
  const onVisibility = () => {
    if (document.hidden && stopsWhenHidden) intent.suspend();
    else intent.resume();
  };

  onMounted(() => {
    for (const [name, listener] of listeners) element.value?.addEventListener(name, listener);
    document.addEventListener('visibilitychange', onVisibility);
  });
  onBeforeUnmount(() => {
    for (const [name, listener] of listeners) element.value?.removeEventListener(name, listener);
    document.removeEventListener('visibilitychange', onVisibility);
  });
  return { isWanted, want: intent.want, unwant: intent.unwant };
}
