import { ApiError, TransportError } from '@weireel/client';
import { CommandError, UsageError, type CommandContext } from './command.ts';

/** An error in one line for people, with the catalogue's code where there is one. */
export function explainError({ say }: CommandContext, error: unknown): string {
  if (error instanceof ApiError) return withCode(error);
  if (error instanceof TransportError) {
    return say(`连接不到服务器（${error.message}）`, `The server cannot be reached (${error.message})`);
  }
  if (error instanceof CommandError || error instanceof UsageError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** A title with its code, and the sentence about this very case when there is one. */
export function withCode(failure: { code: string; title: string; detail: string | null }): string {
  const detail = failure.detail === null || failure.detail === failure.title ? '' : `: ${failure.detail}`;
  return `${failure.title} [${failure.code}]${detail}`;
}
