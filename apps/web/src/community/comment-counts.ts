import type { Video } from '@weireel/contract';
import { shallowReactive } from 'vue';

const changes = shallowReactive(new Map<string, number>());

/** How many comments a video has, with those that were written and deleted here since it was read. */
export function commentCountOf({ id, counts }: Video): number {
  return Math.max(0, counts.comments + (changes.get(id) ?? 0));
}

/** Notes that comments appeared, or went. */
export function noteComments(videoId: string, by: number): void {
  changes.set(videoId, (changes.get(videoId) ?? 0) + by);
}
