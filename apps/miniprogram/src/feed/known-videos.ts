import type { Video } from '@weireel/contract';

const known = new Map<string, Video>();

/** Notes videos that the server told of, so that pages hand over ids only: what is shown crosses threads each time. */
export function noteVideos(videos: readonly Video[]): void {
  for (const video of videos) known.set(video.id, video);
}

/** A video that was told of; undefined: it was not. */
export function knownVideo(id: string): Video | undefined {
  return known.get(id);
}
