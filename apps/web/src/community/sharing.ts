import type { ShareLink, Video } from '@weireel/contract';
import { shallowReactive, shallowReadonly, shallowRef } from 'vue';

const state = shallowRef<Video | null>(null);
const counts = shallowReactive(new Map<string, number>());

/** The video that is being shared; null: none. */
export const sharedVideo = shallowReadonly(state);

/** Asks how a video is to be shared. */
export function openShare(video: Video): void {
  state.value = video;
}

/** Asks no longer. */
export function closeShare(): void {
  state.value = null;
}

/** How many people have passed a video on, as far as is known here. */
export function shareCountOf({ id, counts: { shares } }: Video): number {
  return counts.get(id) ?? shares;
}

/** Notes what the server said when a video was shared. */
export function noteShares(videoId: string, { shares }: ShareLink): void {
  counts.set(videoId, shares);
}
