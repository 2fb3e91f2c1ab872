import { availableParallelism } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import {
  giveWay,
  openSandboxFolder,
  sandboxCommand,
  startProcess,
  timerDelayMs,
  type ProcessLimits,
} from '@weireel/process';
import { classifyEnd, FfmpegError } from './ffmpeg-error.ts';
import { ProgressReader, type FfmpegProgress } from './progress.ts';
import { sandbox } from './prepare-sandbox.ts';

/** Limits of one run. */
export interface RunLimits extends ProcessLimits {
  /** Wall-clock time in milliseconds. */
  timeoutMs: number;
}

/** One run of ffmpeg or ffprobe. */
export interface RunOptions {
  /** Path or name of the program. */
  program: string;
  /** Arguments, without those that the runner adds. They name files by paths relative to `folder`. */
  args: string[];
  /**
   * Folder that holds its input and nothing else. All in it can be read and nothing written, but for the folder
   * `out` below it (`outputPath`), from which only `openOutput` reads.
   */
  folder: string;
  /** What it may use. */
  limits: RunLimits;
  /** Kills it when aborted. */
  signal: AbortSignal;
  /** Feeds standard input (`pipe:0`). A broken pipe is the program's to explain. */
  writeInput?: (input: Writable) => Promise<void>;
}

/** What `runFfmpeg` takes besides. */
export interface FfmpegRunOptions extends RunOptions {
  /** Number of output pipes; the arguments name them `pipe:3`, `pipe:4`, … Default 0. */
  outputPipes?: number;
  /** Told how far it is, about four times a second. */
  onProgress?: (progress: FfmpegProgress) => void;
  /** Reads each output pipe to its end; a rejection ends the run. */
  readOutput?: (output: Readable, index: number) => Promise<void>;
}

/**
 * Runs ffmpeg in the sandbox until it ends well. Returns the last lines of what it had to say.
 *
 * @throws FfmpegError when it does not; what `readOutput` rejected with; the signal's reason when aborted
 */
export async function runFfmpeg(options: FfmpegRunOptions): Promise<string[]> {
  const args = ['-nostdin', '-hide_banner', '-loglevel', 'warning', '-nostats', '-stats_period', '0.25'];
  const argv = [options.program, ...args, '-progress', 'pipe:1', ...options.args];
  const progress = new ProgressReader(options.onProgress ?? (() => {}));
  return run(options, argv, (chunk) => progress.add(chunk.toString('utf8')));
}

/**
 * Runs ffprobe in the sandbox and returns what it printed.
 *
 * @throws FfmpegError
 */
export async function runFfprobe(options: RunOptions): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  await run(options, [options.program, '-hide_banner', '-loglevel', 'error', ...options.args], (chunk) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxAnswerBytes) throw new RangeError('ffprobe answers without end');
    chunks.push(chunk);
  });
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Runs ffprobe in the sandbox and hands on what it prints, line by line: there may be more of it than is held.
 *
 * @throws FfmpegError
 */
export async function readFfprobeLines(options: RunOptions, takeLine: (line: string) => void): Promise<void> {
  let rest = '';
  await run(options, [options.program, '-hide_banner', '-loglevel', 'error', ...options.args], (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(-maxLineLength);
    for (const line of lines) takeLine(line);
  });
  takeLine(rest);
}

/** A line that is asked for is short; what is longer is none. */
const maxLineLength = 4096;

/** A probe of thousands of streams would be as large as the attack that it is. */
const maxAnswerBytes = 16 * 1024 * 1024;

async function run(
  options: FfmpegRunOptions,
  argv: string[],
  takeOutput: (chunk: Buffer) => void,
): Promise<string[]> {
  options.signal.throwIfAborted();
  const [command = '', ...args] = argv;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const abilities = await sandbox();
  await openSandboxFolder(options.folder, abilities);
  const startedAt = performance.now();
  const child = startProcess({
    ...sandboxCommand({ command, args }, options.limits, abilities),
    cwd: options.folder,
    hasInput: options.writeInput !== undefined,
    outputPipes: options.outputPipes ?? 0,
    signal,
  });
  if (child.pid !== null) void giveWay(child.pid);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort(new Error('time is up'));
  }, timerDelayMs(options.limits.timeoutMs));
  let readerError: Error | null = null;
  const failReading = (error: unknown): void => {
    readerError ??= error instanceof Error ? error : new Error(String(error));
    stop.abort(error);
  };
  child.output.on('data', (chunk: Buffer) => {
    try {
      takeOutput(chunk);
    } catch (error) {
      failReading(error);
    }
  });
  const readers = child.outputs.map((output, index) =>
    // The process may be killed while its pipe is read; its end says why.
    (options.readOutput?.(output, index) ?? drain(output)).catch(failReading),
  );
  if (options.writeInput && child.input) {
    // FFmpeg may close its input early, and says itself whether that was an error.
    child.input.on('error', () => {});
    readers.push(options.writeInput(child.input).catch(() => {}));
  }
  try {
    const end = await child.ended;
    await Promise.all(readers);
    options.signal.throwIfAborted();
    // Set in call-backs, which narrowing does not see.
    const failure = readerError as Error | null;
    if (failure !== null && !timedOut) throw failure;
    if (end.code !== 0 || timedOut) {
      const mostCpuMs = (performance.now() - startedAt) * availableParallelism();
      const couldSpendCpu = mostCpuMs >= options.limits.cpuSeconds * 1000;
      throw new FfmpegError(classifyEnd(end, { timedOut, couldSpendCpu }), argv, end);
    }
    return end.stderrTail;
  } finally {
    clearTimeout(timer);
  }
}

async function drain(output: Readable): Promise<void> {
  for await (const chunk of output) void chunk;
}
