import { fillMessage, piecesOf } from '@weireel/client';
import type {
  AnswerOf,
  FoundCollection,
  FoundTag,
  FoundUser,
  FoundVideo,
  Highlights,
  SearchType,
} from '@weireel/contract';
import { cardOf } from '../collections/shown-collection.ts';
import { words } from '../language/language.ts';
import { tileOf } from '../library/tile-of.ts';

/** Something that was found, whatever it is. */
export type Found =
  | { type: 'video'; found: FoundVideo }
  | { type: 'user'; found: FoundUser }
  | { type: 'tag'; found: FoundTag }
  | { type: 'collection'; found: FoundCollection };

/** What was found, each with its type: the list of an answer is of the type that was asked for. */
export function foundOf(type: SearchType, { items }: AnswerOf<'search'>): Found[] {
  switch (type) {
    case 'video':
      return (items as FoundVideo[]).map((found) => ({ type, found })); // as: that was asked for
    case 'user':
      return (items as FoundUser[]).map((found) => ({ type, found })); // as: that was asked for
    case 'tag':
      return (items as FoundTag[]).map((found) => ({ type, found })); // as: that was asked for
    case 'collection':
      return (items as FoundCollection[]).map((found) => ({ type, found })); // as: that was asked for
  }
}

/** Tells what was found from each other. */
export function keyOfFound({ type, found }: Found): string {
  return type === 'tag' ? found.tag : found.id;
}

/** A text in pieces, each with its place, by which lists tell them from each other. */
function markedIn(text: string, highlights: Highlights) {
  return piecesOf(text, highlights).map((piece, id) => ({ ...piece, id }));
}

/** What was found as a page shows it. */
export function shownOf(all: readonly Found[]) {
  const { search, me } = words();
  const videos = all.flatMap((one) => (one.type === 'video' ? [one.found] : []));
  return {
    tiles: videos.map((video) => tileOf(video)),
    people: all.flatMap((one) => {
      if (one.type !== 'user') return [];
      const { id, nickname, avatarUrl, counts, highlights } = one.found;
      const figures = fillMessage(me.figures, counts);
      return [
        { id, nickname, avatarUrl: avatarUrl ?? '', figures, name: markedIn(nickname, highlights.nickname) },
      ];
    }),
    tags: all.flatMap((one) => {
      if (one.type !== 'tag') return [];
      const { tag, videoCount, highlights } = one.found;
      const figures = fillMessage(search.videosOf, { n: videoCount });
      return [{ id: tag, figures, name: markedIn(tag, highlights.tag) }];
    }),
    collections: all.flatMap((one) => {
      if (one.type !== 'collection') return [];
      const { kind, count, ...card } = cardOf(one.found);
      const figures = [kind, count, one.found.owner.nickname].join(' · ');
      return [{ ...card, figures, name: markedIn(card.title, one.found.highlights.title) }];
    }),
  };
}
