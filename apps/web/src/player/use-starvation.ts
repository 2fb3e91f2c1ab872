import { ref, watch, type Ref } from 'vue';

/** How long a viewer waits in vain before something is done about it. */
const patienceMs = 4000;

/** What helps a player that has nothing to show. */
export interface StarvationHelp {
  /** Whether it wants to play and has nothing to show. */
  isStalled: () => boolean;
  /** Whether a newer version of the video is known. */
  isBetterReady: Ref<boolean>;
  /** Changes over to it. */
  upgrade: () => void;
  /** Asks whether there is one: only its author is told. */
  ask: () => void;
}

/**
 * Takes a waiting viewer to the newer version. What was given up while it grew never goes on by itself, and on a
 * slow line the newer version has smaller qualities.
 */
export function useStarvation({ isStalled, isBetterReady, upgrade, ask }: StarvationHelp): void {
  const isStarved = ref(false);

  watch(isStalled, (stalled, _before, onCleanup) => {
    isStarved.value = false;
    if (!stalled) return;
    const timer = setInterval(() => {
      isStarved.value = true;
      if (!isBetterReady.value) ask();
    }, patienceMs);
    onCleanup(() => clearInterval(timer));
  });
  watch(
    () => isStarved.value && isBetterReady.value,
    (isRescued) => {
      if (!isRescued) return;
      isStarved.value = false;
      upgrade();
    },
  );
}
