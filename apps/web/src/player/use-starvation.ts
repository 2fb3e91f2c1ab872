import { createStarvation } from '@weireel/client';
import { onBeforeUnmount, watch, type Ref } from 'vue';

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

/** Takes a viewer who waits in vain to the newer version. */
export function useStarvation({ isStalled, isBetterReady, upgrade, ask }: StarvationHelp): void {
  const starvation = createStarvation({
    every(ms, act) {
      const timer = setInterval(act, ms);
      return () => clearInterval(timer);
    },
    ...{ upgrade, ask },
  });
  watch([isStalled, isBetterReady] as const, ([stalled, better]) =>
    starvation.see({ isStalled: stalled, isBetterReady: better }),
  );
  onBeforeUnmount(starvation.stop);
}
