import type { VideoAccessFacts } from '@weireel/catalogue';
import { accessFactsOf, type VideoCard } from '@weireel/db/videos';

/** What access to a video depends on, for who asked for it. */
export function accessFacts({ video, asset }: VideoCard): VideoAccessFacts {
  return accessFactsOf(video, asset);
}
