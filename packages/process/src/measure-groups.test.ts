import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { measureGroups, parseStat } from './measure-groups.ts';
import { runningIn } from './running.ts';
import { startProcess } from './start-process.ts';

it('reads a line of /proc whose name holds brackets and spaces', () => {
  const rest = 'S 1 77 77 0 -1 4194304 1 0 0 0 150 25 0 0 20 0 3 0 100 9000000 512 18446744073709551615';
  expect(parseStat(`78 (a) b (c) ${rest}`)).toEqual({ group: 77, ticks: 175, pages: 512 });
  expect(parseStat('78 (short) S')).toBeNull();
  expect(parseStat(`78 (gone) Z${rest.slice(1)}`)).toBeNull();
});

it('measures everything of a group, and nothing of one that has ended', async () => {
  const script = 'sleep 60 & i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo busy; sleep 60';
  const child = startProcess({ command: 'sh', args: ['-c', script], cwd: tmpdir() });
  const pid = child.pid ?? 0;
  expect(runningIn(tmpdir())).toContain(pid);
  await new Promise((resolve) => child.output.once('data', resolve));
  const usage = measureGroups([pid]).get(pid);
  expect(usage?.processes).toBeGreaterThanOrEqual(2);
  expect(usage?.memoryBytes).toBeGreaterThan(100_000);
  expect(usage?.cpuMs).toBeGreaterThan(0);
  await child.stop({ graceMs: 0 });
  expect(runningIn(tmpdir())).not.toContain(pid);
  // What was killed with it ends in its own time.
  await expect.poll(() => measureGroups([pid]).size).toBe(0);
  expect(measureGroups([])).toEqual(new Map());
});
