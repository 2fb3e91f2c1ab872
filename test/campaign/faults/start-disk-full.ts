import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { DiskFullOptions, DiskFullRecord } from './disk-full.ts';

const program = fileURLToPath(new URL('disk-full-in-namespace.ts', import.meta.url));
const ownMounts = ['--mount', '--propagation', 'private', '--'];

/** Why a small file system cannot be mounted here; null when it can. */
export function whyNoDisk(): string | null {
  if (process.platform !== 'linux') return 'only Linux can mount a file system for one process';
  if (process.getuid?.() !== 0) return 'only root can mount a small file system';
  const tried = spawnSync('unshare', [...ownMounts, 'mount', '-t', 'tmpfs', 'weireel', '/mnt']);
  return tried.status === 0 ? null : `mounting failed: ${tried.stderr.toString().trim()}`;
}

/** Runs the full disks in a mount namespace of their own, so that nothing stays mounted however they end. */
export async function startDiskFull(
  options: DiskFullOptions & { signal: AbortSignal },
): Promise<DiskFullRecord[]> {
  const { say, signal, ...rest } = options;
  const command = [
    ...ownMounts,
    'setpriv',
    '--pdeathsig',
    'KILL',
    process.execPath,
    program,
    JSON.stringify(rest),
  ];
  const child = spawn('unshare', command, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const ended = once(child, 'close');
  const complaints = text(child.stderr);
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('[{')) say(line);
    last = line;
  }
  await ended;
  if (child.exitCode !== 0) throw new Error(`the full disks could not be run: ${await complaints}`);
  return JSON.parse(last) as DiskFullRecord[]; // as: written by our own program
}
