import { createClock } from '@weireel/client';

/** The phone's time. */
export const phoneClock = createClock({
  now: () => Date.now(),
  start: (wake, ms) => setTimeout(wake, ms),
  cancel: (timer) => clearTimeout(timer),
});
