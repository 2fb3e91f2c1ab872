import { publish, register, waitForVideo } from '../../api.ts';

const publicVideos = 24;

/** All limits are those of a fresh installation, and people are told apart by what a proxy says of them. */
export const limitsOfAll = {
  WEIREEL_TRUST_PROXY: '1',
  WEIREEL_RATE_SIGN_IN_PER_MINUTE: '',
  WEIREEL_RATE_API_PER_MINUTE: '',
  WEIREEL_RATE_REFUSALS_PER_MINUTE: '',
};

/** Publishes a file a few times, and waits until all of these videos are ready; gives their ids. */
export async function publishSome(url: string, file: string): Promise<string[]> {
  const author = await register(url, 'Author');
  const ids: string[] = [];
  for (let n = 1; n <= publicVideos; n += 1) {
    ids.push((await publish(author, { file, title: `视频 ${n}` })).videoId);
  }
  for (const id of ids) await waitForVideo(author.api, id);
  return ids;
}
