import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { killTree } from './kill-tree.ts';

async function isGone(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  return stat === null || / [ZX] /.test(stat.slice(stat.lastIndexOf(')')));
}

it('ends a stopped process with what it started in a session of its own', async () => {
  const child = spawn('sh', ['-c', 'setsid sh -c "echo \\$\\$; kill -STOP \\$\\$" & wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]; // what `line` carries
  const { pid = 0 } = child;
  process.kill(pid, 'SIGSTOP');
  killTree(pid);
  await ended;
  await vi.waitFor(async () => expect(await isGone(Number(line))).toBe(true), 20_000);
});

it('has nothing to do for one that has ended, and never kills everybody', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  killTree(child.pid ?? 0);
  expect(() => killTree(1)).toThrow(TypeError);
});
