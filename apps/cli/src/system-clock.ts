import { createClock } from '@weireel/client';

/** The computer's time. */
export const systemClock = createClock({
  now: () => Date.now(),
  start: (wake, ms) => setTimeout(wake, ms),
  cancel: (timer) => clearTimeout(timer),
});
