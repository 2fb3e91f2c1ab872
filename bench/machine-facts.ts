import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runMeasured } from './run-measured.ts';

/** Where and when figures were taken. */
export interface MachineFacts {
  /** ISO 8601, UTC. */
  date: string;
  /** Commit of the checkout, with `+` when files differ from it. */
  commit: string;
  /** Processor and number of them. */
  processor: string;
  /** Installed memory in GiB. */
  memoryGibibytes: number;
  /** Name of the distribution, and the kernel. */
  system: string;
  /** Version of Node. */
  node: string;
  /** First line of `ffmpeg -version`. */
  ffmpeg: string;
  /** Load of the last minute before the first measure; more than about 0.5 makes times unreliable. */
  loadBefore: number;
}

/** Looks at the machine. */
export async function readMachineFacts(signal: AbortSignal): Promise<MachineFacts> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const lineOf = async (command: string, ...args: string[]): Promise<string> =>
    (await runMeasured(command, args, root, signal)).output.split('\n')[0] ?? '';
  const git = ['-c', 'safe.directory=*'];
  const changed = await lineOf('git', ...git, 'status', '--porcelain', '--untracked-files=no');
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return {
    date: new Date().toISOString(),
    commit: (await lineOf('git', ...git, 'rev-parse', '--short', 'HEAD')) + (changed === '' ? '' : '+'),
    processor: `${availableParallelism()} × ${model}`,
    memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
    system: `${distribution()}, Linux ${release()}`,
    node: process.version,
    ffmpeg: (await lineOf('ffmpeg', '-version')).replace(/ Copyright.*/, ''),
    loadBefore: loadavg()[0] ?? 0,
  };
}

function distribution(): string {
  return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
}
