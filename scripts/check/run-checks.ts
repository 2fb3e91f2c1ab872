import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Finding } from './finding.ts';

/** A check by name; what it finds, as text lines. Nothing found is a clean check. */
export interface Check {
  name: string;
  run: () => Promise<string[]>;
}

/** A check that is a program of its own, run by this Node; it fails by its exit code. */
export function programCheck(name: string, root: string, args: string[]): Check {
  return {
    name,
    run: async () => {
      const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      const closed: Promise<unknown[]> = once(child, 'close');
      const [out, err, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
      if (code === 0) return [];
      const lines = `${out}${err}`
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '');
      return lines.length > 0 ? lines : [`ended with ${String(code ?? signal)} and said nothing`];
    },
  };
}

/** A check that is a function. */
export function ownCheck(name: string, find: () => Finding[]): Check {
  return { name, run: () => Promise.resolve(find().map(describe)) };
}

/** One finding as a line that editors and terminals can follow. */
export function describe({ path, line, message }: Finding): string {
  return `${path}${line === undefined ? '' : `:${line}`}  ${message}`;
}

/** Runs checks, some at a time, and prints each when it is done. Answers whether all are clean. */
export async function runChecks(
  checks: Check[],
  atOnce: number,
  print: (line: string) => void,
): Promise<boolean> {
  const waiting = [...checks];
  let isClean = true;
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedMs = performance.now();
      const found = await check.run();
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      print(`${found.length === 0 ? 'ok  ' : 'FAIL'}  ${check.name} (${seconds} s)`);
      for (const line of found) print(`      ${line}`);
      if (found.length > 0) isClean = false;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return isClean;
}
