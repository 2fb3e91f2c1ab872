import type { CollectionItem } from '@weireel/contract';
import type { WholeCollection } from './read-collection.ts';

/** What the one action of a collection does. */
export interface CollectionStart {
  /** It begins, goes on where somebody was, or begins once more. */
  deed: 'begin' | 'goOn' | 'again';
  /** With which video. */
  videoId: string;
  /** Its title. */
  title: string;
  /** Where in it, in milliseconds. */
  atMs: number;
}

/** What the one action of a collection does; null: there is nothing in it for them. */
export function collectionStart({
  collection: { progress },
  items,
}: WholeCollection): CollectionStart | null {
  const next = progress?.next ?? null;
  const { video } = items.find((item) => item.video.id === next?.videoId) ?? items[0] ?? { video: null };
  if (video === null) return null;
  const isBegun = progress !== null && (progress.done > 0 || (next?.positionMs ?? 0) > 0);
  const deed = !isBegun ? 'begin' : next === null ? 'again' : 'goOn';
  return { deed, videoId: video.id, title: video.title, atMs: deed === 'goOn' ? (next?.positionMs ?? 0) : 0 };
}

/** How far somebody is in one video of a collection, and how much of it they have seen, 0–1. */
export function lessonProgress({ video, isDone }: CollectionItem): {
  state: 'new' | 'partial' | 'done';
  watched: number;
} {
  if (isDone) return { state: 'done', watched: 1 };
  const { mine, durationMs } = video;
  const watched = mine === null || durationMs === null || durationMs === 0 ? 0 : mine.positionMs / durationMs;
  return { state: watched > 0 ? 'partial' : 'new', watched: Math.min(1, watched) };
}
