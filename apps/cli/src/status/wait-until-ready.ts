import type { Api, Retry } from '@weireel/client';
import type { CancelSignal, Video } from '@weireel/contract';
import { systemClock } from '../system-clock.ts';

const firstPauseMs = 500;
const longestPauseMs = 5000;

/** Asks for a video until it is ready or has failed; null when the signal fires first. */
export async function waitUntilReady(
  { api, retry, signal }: { api: Api; retry: Retry; signal: CancelSignal },
  id: string,
  changed: (isReady: boolean) => void,
): Promise<Video | null> {
  let wasPlayable = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
    const video = await retry.run(() => api.call('video', { params: { id }, signal }), { signal });
    if (video.state === 'ready') changed(true);
    else if (video.playable && !wasPlayable) changed(false);
    wasPlayable = video.playable;
    if (video.state === 'ready' || video.state === 'failed') return video;
    await systemClock.sleep(pauseMs, signal);
    if (signal.aborted) return null;
  }
}
