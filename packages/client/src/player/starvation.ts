/** How long a viewer waits in vain before something is done about it. */
const starvedAfterMs = 4000;

/** What helps a player that has nothing to show. */
export interface StarvationHelp {
  /** Calls back every so many milliseconds until the function that it gives is called. */
  every: (ms: number, act: () => void) => () => void;
  /** Changes over to the newer version. */
  upgrade: () => void;
  /** Asks whether there is one: only its author is told. */
  ask: () => void;
}

/** Watches whether a viewer waits in vain. */
export interface Starvation {
  /** Whether it wants to play and has nothing to show, and whether a newer version is known. */
  see(now: { isStalled: boolean; isBetterReady: boolean }): void;
  /** Stops watching. */
  stop(): void;
}

/**
 * Takes a waiting viewer to the newer version. What was given up while it grew never goes on by itself, and on a
 * slow line the newer version has smaller qualities.
 */
export function createStarvation({ every, upgrade, ask }: StarvationHelp): Starvation {
  let isStalled = false;
  let isBetterReady = false;
  let isStarved = false;
  let stopWaiting = () => {};

  function rescue(): void {
    if (!isStarved || !isBetterReady) return;
    isStarved = false;
    upgrade();
  }

  function runOut(): void {
    isStarved = true;
    if (isBetterReady) rescue();
    else ask();
  }

  return {
    see(now) {
      isBetterReady = now.isBetterReady;
      if (now.isStalled !== isStalled) {
        isStalled = now.isStalled;
        isStarved = false;
        stopWaiting();
        stopWaiting = isStalled ? every(starvedAfterMs, runOut) : () => {};
      }
      rescue();
    },
    stop: () => stopWaiting(),
  };
}
