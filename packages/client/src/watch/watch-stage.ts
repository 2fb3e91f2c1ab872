import type { Video } from '@weireel/contract';
import { ApiError } from '../api-error.ts';

/** What the page of one video shows. `waiting`: it cannot be played yet; `missing`: it is gone, or not for this person. */
export type WatchStage = 'loading' | 'missing' | 'failed' | 'waiting' | 'broken' | 'shown';

/**
 * What to show of a video. What is shown stays while its next answer does not come.
 *
 * @param video as it was answered last; null: not yet
 * @param error why the last answer did not come; null: nothing is wrong
 */
export function watchStage(video: Pick<Video, 'playback' | 'failure'> | null, error: unknown): WatchStage {
  if (isMissing(error)) return 'missing';
  if (video === null) return error === null ? 'loading' : 'failed';
  if (video.playback !== null) return 'shown';
  return video.failure === null ? 'waiting' : 'broken';
}

/** Whether the server says that there is no such thing, for this person; what is no id names nothing either. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'not_found' || error.code === 'invalid_request');
}
