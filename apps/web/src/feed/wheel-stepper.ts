/** Turns the stream of wheel events, inertia included, into single steps. */
export type WheelStepper = (deltaY: number, timeMs: number) => -1 | 0 | 1;

// A trackpad goes on for about a second after the fingers left; a mouse wheel clicks ten times a second at most.
const shortestStepMs = 350;
const quietMs = 120;
const inertiaMs = 1000;
const smallestDelta = 4;

/** A stepper that has seen nothing yet. */
export function createWheelStepper(): WheelStepper {
  let steppedAtMs = -Infinity;
  let seenAtMs = -Infinity;
  let lastSize = 0;

  return (deltaY, timeMs) => {
    const size = Math.abs(deltaY);
    if (size < smallestDelta) return 0;
    const isFresh = timeMs - seenAtMs >= quietMs || size > lastSize * 2;
    const isOver = timeMs - steppedAtMs >= inertiaMs;
    seenAtMs = timeMs;
    lastSize = size;
    if (timeMs - steppedAtMs < shortestStepMs || !(isFresh || isOver)) return 0;
    steppedAtMs = timeMs;
    return deltaY > 0 ? 1 : -1;
  };
}
