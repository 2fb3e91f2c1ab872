import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment } from '../../../../test/run/node-environment.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How a run of the command line ended. */
export interface CliResult {
  /** Exit code; null: ended by a signal. */
  code: number | null;
  /** All of standard output. */
  stdout: string;
  /** All of standard error. */
  stderr: string;
}

/** A run of the command line. */
export interface CliRun {
  /** Resolves when it has ended. */
  ended: Promise<CliResult>;
  /** Sends it a signal. */
  kill(signal: NodeJS.Signals): void;
}

/** Starts the command line as its own process, with nothing of our environment but what Node needs. */
export function startCli(args: string[], env: Record<string, string>, stdin = '', cwd?: string): CliRun {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], ...nodeEnvironment(), ...env },
    stdio: 'pipe',
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  child.stdin.end(stdin);
  return {
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    }),
    kill: (signal) => void child.kill(signal),
  };
}
