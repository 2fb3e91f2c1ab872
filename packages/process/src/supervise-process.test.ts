import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { superviseProcess, type UnexpectedExit } from './supervise-process.ts';

const env = { PATH: process.env['PATH'] };

/** Keeps a shell script running, without real pauses, until it was down `times` times. */
async function downs(script: string, times: number, now: () => number): Promise<UnexpectedExit[]> {
  const seen: UnexpectedExit[] = [];
  const enough = Promise.withResolvers<void>();
  const supervised = superviseProcess({
    command: 'sh',
    args: ['-c', script],
    env,
    now,
    wait: async () => undefined,
    onExit: (facts) => {
      seen.push(facts);
      if (seen.length === times) enough.resolve();
    },
  });
  await enough.promise;
  await supervised.stop();
  return seen.slice(0, times);
}

it('starts a process that ended again, each time after a longer pause, at most ten seconds', async () => {
  const seen = await downs('exit 4', 8, () => 0);
  expect(seen.map((facts) => facts.restartInMs)).toEqual([500, 1000, 2000, 4000, 8000, 10000, 10000, 10000]);
  expect(seen[0]).toMatchObject({ code: 4, signal: null, reason: null });
});

it('begins with the short pause again after a minute of steady work', async () => {
  let time = 0;
  const seen = await downs('exit 1', 3, () => (time += 60_000));
  expect(seen.map((facts) => facts.restartInMs)).toEqual([500, 500, 500]);
});

it('ends the process for good when it is stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weireel-supervise-'));
  const path = join(folder, 'pid');
  const onExit = vi.fn();
  const script = `trap "exit 0" TERM; echo $$ > ${path}; while :; do sleep 0.01; done`;
  const supervised = superviseProcess({ command: 'sh', args: ['-c', script], env, onExit });
  try {
    const pid = await vi.waitFor(async () => {
      const number = Number(await readFile(path, 'utf8'));
      expect(number).toBeGreaterThan(1);
      return number;
    }, 20_000);
    await supervised.stop();
    expect(() => process.kill(pid, 0)).toThrowError('ESRCH');
    expect(onExit).not.toHaveBeenCalled();
  } finally {
    await supervised.stop();
    await rm(folder, { recursive: true });
  }
});

it('kills a process that gives no sign of life, stopped as it is, and starts it again', async () => {
  const seen: UnexpectedExit[] = [];
  const enough = Promise.withResolvers<void>();
  const supervised = superviseProcess({
    command: 'sh',
    args: ['-c', 'kill -STOP $$'],
    env,
    hasPulse: true,
    wait: (_ms, signal) => delay(5, undefined, { signal }),
    onExit: (facts) => {
      seen.push(facts);
      if (seen.length === 2) enough.resolve();
    },
  });
  await enough.promise;
  await supervised.stop();
  expect(seen.slice(0, 2)).toMatchObject([
    { signal: 'SIGKILL', wasSilent: true },
    { signal: 'SIGKILL', wasSilent: true },
  ]);
});

it('lets a process show that it lives where the variable says, and no child of its children', async () => {
  const over = Promise.withResolvers<UnexpectedExit>();
  const child = `require('node:child_process').spawnSync('sh', ['-c', 'echo . >&3'], { stdio: 'ignore' }).status`;
  const script = `require('node:fs').writeSync(Number(process.env.WEIREEL_PULSE_FD), '.'); process.exit(10 + ${child})`;
  const supervised = superviseProcess({
    command: process.execPath,
    args: ['-e', script],
    env,
    hasPulse: true,
    onExit: over.resolve,
  });
  const exit = await over.promise;
  await supervised.stop();
  // The shell has no such descriptor, so that a program that processes strangers' files cannot speak for its worker.
  expect(exit).toMatchObject({ reason: null, signal: null, wasSilent: false });
  expect(exit.code).toBeGreaterThan(10);
});
