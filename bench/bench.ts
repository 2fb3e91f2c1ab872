import type { BenchOptions } from './options.ts';
import type { InputClips } from './input-clips.ts';

/** What every measure gets. */
export interface Bench {
  /** What the command line asks for. */
  options: BenchOptions;
  /** What is uploaded. */
  clips: InputClips;
  /** Temporary folder, removed at the end. */
  folder: string;
  /** Aborted when a person interrupts. */
  signal: AbortSignal;
  /** Tells a person what is going on. */
  say(message: string): void;
}
