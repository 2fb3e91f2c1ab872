import type { CliConfig } from './config.ts';

/** A text in both languages. */
export interface Bilingual {
  /** Simplified Chinese. */
  zh: string;
  /** English. */
  en: string;
}

/** What every command is given. */
export interface CommandContext {
  /** What the environment says. */
  config: CliConfig;
  /** Chooses the text of the person's language. */
  say: (zh: string, en: string) => string;
  /** Writes one line of the result to standard output, without what a terminal would obey. */
  print: (line: string) => void;
  /** Writes one line for people to standard error, without what a terminal would obey. */
  tell: (line: string) => void;
  /** Fires when the person interrupts (Ctrl-C) or the system ends the program. */
  interrupted: AbortSignal;
}

/** A command of the program. */
export interface Command {
  /** The word by which it is called. */
  name: string;
  /** What may follow the word. */
  usage: string;
  /** What it does, in one line. */
  summary: Bilingual;
  /** Its options, one line each. */
  options: Bilingual[];
  /** Runs it; gives the exit code: 0 fine, 1 something failed. Throws `UsageError` when called wrongly. */
  run: (context: CommandContext, args: string[]) => Promise<number>;
}

/** The command was called wrongly; the message says how, in the person's language. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command cannot go on for a reason that the message tells, in the person's language. Exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
