import { createHash } from 'node:crypto';
import { createRetry, createUploader, type Api, type Retry, type Uploader } from '@weireel/client';
import type { CommandContext } from '../command.ts';
import { systemClock } from '../system-clock.ts';
import { createBarView } from './bar-view.ts';
import { createLineView } from './line-view.ts';
import type { ProgressView } from './progress-view.ts';

/** What a command that uploads works with. */
export interface UploadTools {
  /** The engine of all clients. */
  uploader: Uploader;
  /** Patience for calls beside it. */
  retry: Retry;
  /** Shows how far the engine is, until it is stopped. */
  view: ProgressView;
}

/** Opens the upload engine with a view of its progress: a bar on a terminal, lines elsewhere. */
export function openUploader(
  context: CommandContext,
  api: Api,
  options: { maxParallelFiles?: number } = {},
): UploadTools {
  const tools = {
    clock: systemClock,
    random: Math.random,
    newAbort: () => new AbortController(),
  };
  const sha256 = (bytes: Uint8Array) => Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
  const uploader = createUploader({ api, ...tools, sha256, ...options });
  const view = process.stderr.isTTY ? createBarView(context, process.stderr) : createLineView(context);
  uploader.subscribe((snapshots) => view.show(snapshots));
  return { uploader, retry: createRetry(tools), view };
}
