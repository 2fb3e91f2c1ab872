import type { Video } from '@weireel/contract';
import type { DraftWords } from './draft.ts';
import type { PublishPorts } from './publish-ports.ts';

/** Makes a video of an asset with what is said of it. However often this is repeated, it is one video of the asset. */
export function makeVideo(
  { api, retry, newAbort }: Pick<PublishPorts, 'api' | 'retry' | 'newAbort'>,
  assetId: string,
  { title, tags, categoryId, channelId, visibility, coverTimeMs }: DraftWords,
): Promise<Video> {
  const body = {
    ...{ assetId, title, tags, visibility },
    ...(categoryId != null && { categoryId }),
    ...(coverTimeMs !== null && { coverTimeMs }),
  };
  const idempotencyKey = `phone-video-${assetId}`;
  const query = channelId == null ? {} : { as: channelId };
  const call = () => api.call('createVideo', { body, query, idempotencyKey });
  return retry.run(call, { signal: newAbort().signal });
}
