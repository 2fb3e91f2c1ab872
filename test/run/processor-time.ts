// Set-up of each test file: notes when and in which process it ran, so that the reporter can tell what processor time it
// took, and keeps what Node compiled of it for processes that begin later.
import { flushCompileCache } from 'node:module';
import { afterAll, TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Where and when a file ran, from its set-up to the end of what it undid; times in milliseconds since 1970. */
    ran?: { processId: number; fromMs: number; untilMs: number };
  }
}

const fromMs = Date.now();
const { file } = TestRunner.getCurrentSuite();
// The first to be told to run after all, so the last to run: servers have ended by then.
afterAll(() => {
  flushCompileCache();
  if (file) file.meta.ran = { processId: process.pid, fromMs, untilMs: Date.now() };
});
