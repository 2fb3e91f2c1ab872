import type { ProcessEnd } from '@weireel/process';

/** Why FFmpeg or ffprobe ended badly, as far as it can be told. */
export type FfmpegFailure = 'failed' | 'timeout' | 'processor' | 'memory' | 'output' | 'storage' | 'killed';

/** FFmpeg or ffprobe ended badly. Carries what an administrator needs to repeat it by hand. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  /** What kind of end it was; `timeout`, `processor`, `memory` and `output` are limits of ours,
   *  `killed` is somebody else's signal, `storage` a full disk. */
  readonly failure: FfmpegFailure;
  /** Program and arguments, without the sandbox around them. */
  readonly argv: string[];
  /** Exit code; null when a signal ended it. */
  readonly exitCode: number | null;
  /** Last lines of standard error. */
  readonly stderr: string[];

  constructor(failure: FfmpegFailure, argv: string[], end: ProcessEnd) {
    const last = end.stderrTail.at(-1) ?? 'it said nothing';
    super(`${argv[0] ?? 'ffmpeg'} ended (${failure}, ${end.signal ?? `code ${end.code}`}): ${last}`);
    this.failure = failure;
    this.argv = argv;
    this.exitCode = end.code;
    this.stderr = end.stderrTail;
  }
}

/** What the runner knows of a run besides how it ended. */
export interface RunFacts {
  /** Whether the runner killed it because its time was up. */
  timedOut: boolean;
  /** Whether it ran long enough, on all processors, to have used up its processor time. */
  couldSpendCpu: boolean;
}

/**
 * Tells from how a process ended which limit it ran into, if any. At the limit of processor time the kernel sends
 * SIGKILL, because FFmpeg would take the earlier SIGXCPU for a wish to end well. A SIGKILL that is neither that nor
 * ours comes from a person, or from a system that ran out of memory: it says nothing against the file.
 */
export function classifyEnd(end: ProcessEnd, { timedOut, couldSpendCpu }: RunFacts): FfmpegFailure {
  if (timedOut) return 'timeout';
  if (end.signal === 'SIGXCPU') return 'processor';
  if (end.signal === 'SIGKILL') return couldSpendCpu ? 'processor' : 'killed';
  if (end.signal === 'SIGXFSZ') return 'output';
  const said = end.stderrTail.join('\n');
  if (/cannot allocate|Error allocating|malloc of size|bad_alloc/i.test(said)) return 'memory';
  if (/File too large/.test(said)) return 'output';
  if (/No space left on device|Disk quota exceeded/.test(said)) return 'storage';
  return 'failed';
}
