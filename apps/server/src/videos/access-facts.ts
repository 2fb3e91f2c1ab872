import type { VideoAccessFacts } from '@weireel/catalogue';
import { factsOf, type VideoCard } from '@weireel/db/videos';

/** What access to a video depends on. */
export function accessFacts({ video, asset }: VideoCard): VideoAccessFacts {
  return { authorId: video.author_id, ...factsOf(video, asset) };
}
