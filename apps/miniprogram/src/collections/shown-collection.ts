import {
  collectionStart,
  fillMessage,
  formatClock,
  lessonProgress,
  type WholeCollection,
} from '@weireel/client';
import type { Collection } from '@weireel/contract';
import { words } from '../language/language.ts';
import { absoluteUrl } from '../server-url.ts';

/** A collection as a card shows it. */
export type CollectionCard = ReturnType<typeof cardOf>;
/** A video of a collection as a row shows it. */
export type Lesson = ReturnType<typeof lessonsOf>[number];

/** Puts a collection into what a card shows. */
export function cardOf({ id, kind, title, itemCount, cover }: Collection) {
  const { lists } = words();
  const poster = cover?.posterUrl ?? null;
  return {
    ...{ id, title, kind: lists.kind[kind] },
    count: fillMessage(lists.count[kind], { n: itemCount }),
    poster: poster === null ? '' : absoluteUrl(poster),
  };
}

/** Puts the videos of a collection into what rows show. */
export function lessonsOf({ items }: WholeCollection) {
  const { lists } = words();
  return items.map((item, at) => {
    const { video } = item;
    const { state, watched } = lessonProgress(item);
    const poster = video.playback?.posterUrl ?? null;
    const length = video.durationMs === null ? [] : [formatClock(video.durationMs)];
    return {
      ...{ id: video.id, title: video.title, number: at + 1, isDone: state === 'done' },
      facts: [video.author.nickname, ...length].join(' · '),
      poster: poster === null ? '' : absoluteUrl(poster),
      state: state === 'new' ? '' : lists[state],
      // No finer than the bar is drawn; -1: there is none.
      percent: state === 'partial' ? Math.max(1, Math.round(watched * 100)) : -1,
    };
  });
}

/** What the one action of a collection says, and what it opens; null: there is none. */
export function startOf(whole: WholeCollection) {
  const start = collectionStart(whole);
  if (start === null) return null;
  const { begin, goOn, again } = words().lists;
  const { kind } = whole.collection;
  const said = { begin: begin[kind], goOn: fillMessage(goOn, { title: start.title }), again };
  return { said: said[start.deed], videoId: start.videoId, atMs: start.atMs };
}
