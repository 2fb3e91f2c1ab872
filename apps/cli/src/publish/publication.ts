import type { Api } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { CommandError, type CommandContext } from '../command.ts';
import { withCode } from '../explain-error.ts';
import { waitUntilReady } from '../status/wait-until-ready.ts';
import type { UploadTools } from './open-uploader.ts';
import type { PublishOptions } from './publish-options.ts';
import type { PublishedFiles } from './published-files.ts';

/** What publishing works with. */
export interface Publication extends UploadTools {
  /** The command. */
  context: CommandContext;
  /** What was asked for. */
  options: PublishOptions;
  /** Address of the server. */
  serverUrl: string;
  /** Calls of the person. */
  api: Api;
  /** Id of the channel that it is published as; null: oneself. */
  as: string | null;
  /** Id of the category; null: none. */
  categoryId: string | null;
  /** What was published before. */
  published: PublishedFiles;
}

/** Makes a video of an asset. */
export function createVideo(
  { context, options, api, as, categoryId, retry }: Publication,
  assetId: string,
  title: string,
): Promise<Video> {
  const signal = context.interrupted;
  const body = { assetId, title, visibility: options.visibility, ...(categoryId !== null && { categoryId }) };
  // One video for each asset, although an answer may be lost.
  const idempotencyKey = `publish-${assetId}`;
  const query = as === null ? {} : { as };
  const create = () => api.call('createVideo', { query, body, idempotencyKey, signal });
  return retry.run(create, { signal });
}

/** Says where a video is, and waits for it if that was asked for; false: the person interrupted that. */
export async function tellVideo(publication: Publication, videoId: string, name: string): Promise<boolean> {
  const { context, options, serverUrl, view } = publication;
  view.around(() => context.print(`${serverUrl}/watch/${videoId}\t${name}`));
  if (!options.wait) return true;
  const last = await waitUntilReady({ ...publication, signal: context.interrupted }, videoId, (playable) => {
    view.around(() => context.tell(`${name}: ${describeReadiness(context, playable)}`));
  });
  if (last?.failure)
    throw new CommandError(withCode({ ...last.failure, title: last.failure.message, detail: null }));
  return last !== null;
}

function describeReadiness({ say }: CommandContext, isReady: boolean): string {
  return isReady ? say('处理完成', 'ready') : say('可以播放，仍在处理', 'playable, still being processed');
}
