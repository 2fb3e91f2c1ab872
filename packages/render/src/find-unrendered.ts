import {
  type EditDocument,
  type KnownItem,
  type Problem,
  type Track,
  isKnownItem,
  problemOf,
  segmentsOf,
} from '@weireel/edit';
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
  if (item.kind !== 'clip') return track.hidden === true ? [] : [''];
  const { sound = {}, retime } = item;
  const isHeard = track.muted !== true && sound.muted !== true;
  const isCurveInPitch = retime?.kind === 'curve' && retime.keepsPitch !== false;
  const isShown = track.kind === 'visual' && track.hidden !== true;
  return [
    ...(isShown ? unseenOf(item) : []),
    ...(isHeard && sound.pitch !== undefined && sound.pitch !== 0 ? ['sound.pitch'] : []),
    ...(isHeard && sound.denoise !== undefined && sound.denoise !== 0 ? ['sound.denoise'] : []),
    ...(isHeard && isCurveInPitch ? ['retime.keepsPitch'] : []),
  ].map((path) => (path === '' ? '' : `.${path}`));
}

/** Which fields of what is seen of an item are not rendered. */
function unseenOf(item: Extract<KnownItem, { kind: 'clip' }>): string[] {
  const { crop = {}, effects = [], blend } = item;
  return [
    ...(Object.values(crop).every((share) => typeof share === 'number') ? [] : ['crop']),
    ...(blend === undefined || blend === 'normal' ? [] : ['blend']),
    ...(['mask', 'animation'] as const).filter((name) => item[name] !== undefined),
    ...effects.flatMap(({ params, disabled }, index) =>
      disabled !== true && Object.values(params).some((value) => typeof value === 'object')
        ? [`effects.${index}`]
        : [],
    ),
  ];
}
