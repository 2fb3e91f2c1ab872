import { createClock } from '@weireel/client';

/** The browser's time. */
export const browserClock = createClock({
  now: () => Date.now(),
  start: (wake, ms) => setTimeout(wake, ms),
  cancel: (timer) => clearTimeout(timer),
});

/** The browser's way to cancel. */
export const newAbort = () => new AbortController();
