import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Ownership } from '../embedded/open-embedded.ts';

const children: ChildProcessWithoutNullStreams[] = [];

/** Test support: another process that has opened a data folder. */
export interface Opener {
  /** The process. */
  child: ChildProcessWithoutNullStreams;
  /** What opening gave it. */
  answer: { url: string; ownsServer: boolean };
}

/** How another process opens a data folder. */
export interface OpenerOptions {
  /** Default `when-free`. */
  ownership?: Ownership;
  /** Words before its command. Default none. */
  prefix?: string[];
}

/** Opens a data folder in another process. */
export async function openInChild(dataFolder: string, options: OpenerOptions = {}): Promise<Opener> {
  const { child, complaint } = startOpener(dataFolder, options);
  for await (const line of createInterface(child.stdout)) {
    return { child, answer: JSON.parse(line) as Opener['answer'] }; // as: our own script wrote the line
  }
  throw new Error(`the child opened nothing: ${complaint()}`);
}

/** Begins to open a data folder in another process. */
export function startOpener(
  dataFolder: string,
  { ownership = 'when-free', prefix = [] }: OpenerOptions = {},
): { child: ChildProcessWithoutNullStreams; complaint: () => string } {
  const script = fileURLToPath(new URL('open-in-child.ts', import.meta.url));
  const [first = '', ...rest] = [...prefix, process.execPath, script, dataFolder, ownership];
  const child = spawn(first, rest, { cwd: '/' });
  children.push(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, complaint: () => text };
}

/** Lets it close what it opened, and end well. */
export async function closeOpener(child: ChildProcessWithoutNullStreams): Promise<void> {
  child.stdin.end();
  child.stdout.resume();
  const closed: Promise<unknown[]> = once(child, 'close');
  const [code] = await closed;
  expect(code).toBe(0);
}

/** Kills all that are left. */
export async function killOpeners(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}
