import { expect, it } from 'vitest';
import { keepRunning } from './keep-running.ts';
import type { ProcessEnd } from './spawn-postgres.ts';
import type { RunningServer } from './start-server.ts';

/** A server that is silent as told, and notes its kill. */
function fakeServer(silences: boolean[]): RunningServer & { looks: () => number; wasKilled: () => boolean } {
  const end = Promise.withResolvers<ProcessEnd>();
  let looks = 0;
  let wasKilled = false;
  return {
    ended: end.promise,
    isSilent: async () => {
      const isSilent = silences[looks] ?? false;
      looks += 1;
      return isSilent;
    },
    kill: () => {
      wasKilled = true;
      end.resolve({ isSuccess: false, reason: 'signal SIGKILL' });
    },
    stop: async () => end.resolve({ isSuccess: true, reason: 'exit code 0' }),
    looks: () => looks,
    wasKilled: () => wasKilled,
  };
}

it('kills a server that was silent three times in a row, and starts another after the crash', async () => {
  const first = fakeServer([true, true, false, true, true, true]);
  const second = fakeServer([]);
  const starts: boolean[] = [];
  const isBack = Promise.withResolvers<void>();
  const kept = await keepRunning({
    start: async (isAfterCrash) => {
      starts.push(isAfterCrash);
      return starts.length === 1 ? first : second;
    },
    isAfterCrash: false,
    log: (message) => {
      if (message === 'PostgreSQL was started again') isBack.resolve();
    },
    lookEveryMs: 1,
  });
  await isBack.promise;
  await kept.stop();
  expect(starts).toEqual([false, true]);
  expect([first.looks(), first.wasKilled(), second.wasKilled()]).toEqual([6, true, false]);
});
