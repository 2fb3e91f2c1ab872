import type { Video } from '@weireel/contract';
import { createListeners } from '../listeners.ts';

const changes = new Map<string, number>();
const changed = createListeners();

/** Calls back whenever comments appear, or go; gives the way to stop it. */
export const onCommentCounts = changed.add;

/** How many comments a video has, with those that were written and deleted here since it was read. */
export function commentCount({ id, counts }: Video): number {
  return Math.max(0, counts.comments + (changes.get(id) ?? 0));
}

/** Notes that comments appeared, or went. */
export function noteComments(videoId: string, by: number): void {
  changes.set(videoId, (changes.get(videoId) ?? 0) + by);
  changed.tell();
}
