import { startProcess } from '@weireel/process';
import { cpuSecondsOfEndedChildren } from './process-tree.ts';

/** What a program took. */
export interface Cost {
  /** Wall-clock seconds. */
  wallSeconds: number;
  /** Processor seconds, user and system, of it and its children. */
  cpuSeconds: number;
}

/** What nothing takes. */
export const noCost: Cost = { wallSeconds: 0, cpuSeconds: 0 };

/** Two things, one after the other. */
export function addCosts(a: Cost, b: Cost): Cost {
  return { wallSeconds: a.wallSeconds + b.wallSeconds, cpuSeconds: a.cpuSeconds + b.cpuSeconds };
}

/**
 * Runs a program to its end. No other child of ours may end meanwhile: its time would be counted here.
 *
 * @throws Error with its last lines when it fails
 */
export async function runMeasured(
  command: string,
  args: string[],
  folder: string,
  signal: AbortSignal,
): Promise<Cost & { output: string; lastLines: string[] }> {
  const cpuBefore = cpuSecondsOfEndedChildren();
  const startedMs = performance.now();
  const child = startProcess({ command, args, cwd: folder, signal });
  let output = '';
  child.output.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const end = await child.ended;
  signal.throwIfAborted();
  if (end.code !== 0) {
    throw new Error(`${command} ended with ${end.code ?? end.signal}:\n${end.stderrTail.join('\n')}`);
  }
  return {
    output,
    lastLines: end.stderrTail,
    wallSeconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: cpuSecondsOfEndedChildren() - cpuBefore,
  };
}

/** Runs FFmpeg as a person would, but quiet. */
export async function runPlainFfmpeg(args: string[], folder: string, signal: AbortSignal): Promise<Cost> {
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
  const { wallSeconds, cpuSeconds } = await runMeasured('ffmpeg', [...quiet, ...args], folder, signal);
  return { wallSeconds, cpuSeconds };
}
