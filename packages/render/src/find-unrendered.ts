import {
  type EditDocument,
  type KnownItem,
  type Problem,
  type Track,
  isKnownItem,
  problemOf,
  segmentsOf,
} from '@weireel/edit';
import { animationPresets } from './drawing/animation.ts';
import { revealPresets } from './drawing/reveals.ts';
import { segmentPicture } from './segment-picture.ts';

/**
 * What a document asks for that this renderer cannot make yet, each with its path and `not_rendered`; nothing is left
 * out of a film without a word.
 *
 * @param document one that was checked
 */
export function findUnrendered(document: EditDocument): Problem[] {
  const named = document.tracks.flatMap((track, index) =>
    track.items.flatMap((item, place) =>
      isKnownItem(item)
        ? unrenderedOf(track, item).map((path) => `tracks.${index}.items.${place}${path}`)
        : [],
    ),
  );
  if (named.length > 0) return named.map((path) => problemOf('not_rendered', path));
  // What is left is layers that lie over one another, or a picture that is changed: told of where it begins.
  const unmade = segmentsOf(document).find((segment) => segmentPicture(document, segment) === null);
  return unmade === undefined ? [] : [problemOf('not_rendered', 'tracks')];
}

/** Which fields of an item are not rendered; an empty path for the item itself. */
function unrenderedOf(track: Track, item: KnownItem): string[] {
  if (item.disabled === true) return [];
  if (item.kind === 'adjust') return [];
  if (item.kind !== 'clip') return track.hidden === true ? [] : undrawnOf(item);
  const isShown = track.kind === 'visual' && track.hidden !== true;
  return isShown ? unseenOf(item).map((path) => `.${path}`) : [];
}

type Seen = Exclude<KnownItem, { kind: 'adjust' }>;

/** Which fields of an item that is drawn are not rendered. */
function undrawnOf(item: Exclude<Seen, { kind: 'clip' }>): string[] {
  if (item.kind === 'image') return unseenOf(item).map((path) => `.${path}`);
  const isUnknownReveal =
    item.kind === 'text' && item.reveal !== undefined && !revealPresets.has(item.reveal.preset);
  return [
    ...commonOf(item),
    ...((item.effects ?? []).some(({ disabled }) => disabled !== true) ? ['effects'] : []),
    ...(isUnknownReveal ? ['reveal'] : []),
    // A mask is that of one picture, and there are many.
    ...('tiles' in item && item.tiles !== undefined && item.mask !== undefined ? ['mask'] : []),
  ].map((path) => `.${path}`);
}

/** Which fields of what is seen of a clip or a picture are not rendered. */
function unseenOf(item: Extract<KnownItem, { kind: 'clip' | 'image' }>): string[] {
  const { crop = {} } = item;
  return [
    ...(Object.values(crop).every((share) => typeof share === 'number') ? [] : ['crop']),
    ...commonOf(item),
  ];
}

/** Which fields that all seen items share are not rendered. */
function commonOf({ animation = {} }: Seen): string[] {
  const { edges, loops } = animationPresets;
  return [
    ...(['in', 'out'] as const).flatMap((edge) =>
      animation[edge] === undefined || edges.has(animation[edge].preset) ? [] : [`animation.${edge}`],
    ),
    ...(animation.loop === undefined || loops.has(animation.loop.preset) ? [] : ['animation.loop']),
  ];
}
