import type { Video } from '@weireel/contract';

/** The videos of something that is open, such as a page. */
export interface HeldVideos {
  /** Holds these, and those before no longer. One that was renewed since it was told stays so. */
  hold(videos: readonly Video[]): void;
  /** Holds none, also of what arrives later: it is closed. */
  end(): void;
}

/** A video as a list tells it, and its newest copy. */
interface Known {
  told: Video;
  newest: Video;
}

// Nothing is known that nobody holds: whoever swipes all evening must not fill the memory.
const holders = new Set<Map<string, Known>>();

/** Something that was opened; what it holds can be found by its id, so that views are handed no more than that. */
export function holdVideos(): HeldVideos {
  let held = new Map<string, Known>();
  let isOpen = true;
  return {
    hold(videos) {
      if (!isOpen) return;
      const known = videos.map((told): [string, Known] => {
        const before = held.get(told.id);
        return [told.id, before?.told === told ? before : { told, newest: told }];
      });
      holders.delete(held);
      held = new Map(known);
      holders.add(held);
    },
    end() {
      isOpen = false;
      holders.delete(held);
    },
  };
}

/** Notes a newer copy of a video for whoever holds it. */
export function renewVideo(video: Video): void {
  for (const held of holders) {
    const known = held.get(video.id);
    if (known !== undefined) known.newest = video;
  }
}

/** A video that is held, as it was told or renewed last; undefined: nobody holds it. */
export function knownVideo(id: string): Video | undefined {
  let known: Known | undefined;
  for (const held of holders) known = held.get(id) ?? known;
  return known?.newest;
}
