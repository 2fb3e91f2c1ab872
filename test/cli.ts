import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment } from './run/node-environment.ts';

const cliMain = fileURLToPath(new URL('../apps/cli/src/main.ts', import.meta.url));

/** How a run of the command line ended. */
export interface CliEnd {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  /** What it printed. */
  stdout: string;
  /** What it told people. */
  stderr: string;
}

/** Runs `admin …` on an installation, in English, and waits for its end. */
export function runAdmin(dataFolder: string, ...args: string[]): Promise<CliEnd> {
  return runCli({ WEIREEL_DATA: dataFolder }, 'admin', ...args);
}

/** Runs the command line with this environment, in English, and waits for its end. */
export async function runCli(env: Record<string, string>, ...args: string[]): Promise<CliEnd> {
  const child = spawn(process.execPath, [cliMain, ...args], {
    env: { PATH: process.env['PATH'], ...nodeEnvironment(), LANG: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
