import type { Video } from '@weireel/contract';

/** What a list shows at once and what lies around it; whoever swipes all evening must not fill the memory. */
const mostKnown = 200;
// A map goes through its keys in the order in which they were added.
const known = new Map<string, Video>();

/** Notes videos that the server told of, so that pages hand over ids only: what is shown crosses threads each time. */
export function noteVideos(videos: readonly Video[]): void {
  for (const video of videos) {
    known.delete(video.id);
    known.set(video.id, video);
  }
  for (const id of known.keys()) {
    if (known.size <= mostKnown) return;
    known.delete(id);
  }
}

/** A video that was told of lately; undefined: it was not. */
export function knownVideo(id: string): Video | undefined {
  return known.get(id);
}
