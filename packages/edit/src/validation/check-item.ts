import { type EditDocument, type Item, type KnownItem, assetOf, isKnownItem } from '../edit-document.ts';
import { documentLimits } from '../limits.ts';
import type { Clip, Retime, Speed } from '../schema/clip.ts';
import type { Caption } from '../schema/text.ts';
import { isReversed, sourceAt } from '../time/retime.ts';
import { keyFramesOf } from './key-frames-of.ts';
import { type Problem, problem } from './problem.ts';

/** Times and measures within one item. */
export function checkItem(document: EditDocument, item: Item, path: string): Problem[] {
  if (!isKnownItem(item)) return [];
  return [
    ...checkKeyFrames(item, path),
    ...('crop' in item ? checkCrop(item.crop, `${path}.crop`) : []),
    ...('mask' in item ? checkMask(item.mask, `${path}.mask`) : []),
    ...(item.kind === 'caption' ? checkWords(item, path) : []),
    ...(item.kind === 'clip' ? checkClip(document, item, path) : []),
  ];
}

// Edits move times, so the limits of the schema are looked at here, too.
function checkKeyFrames(item: KnownItem, path: string): Problem[] {
  return keyFramesOf(item).flatMap(({ steps, keys }) =>
    keys.flatMap(({ at }, index) => {
      const here = [path, ...steps, 'keys', index, 'at'];
      if (at <= (keys[index - 1]?.at ?? -Infinity)) return [problem('not_in_order', here)];
      return Math.abs(at) > documentLimits.durationTicks ? [problem('outside_item', here)] : [];
    }),
  );
}

function checkCrop(crop: Clip['crop'], path: string): Problem[] {
  const constant = (value: NonNullable<typeof crop>['left']) => (typeof value === 'number' ? value : 0);
  const { left, top, right, bottom } = crop ?? {};
  const isEmpty = constant(left) + constant(right) >= 1 || constant(top) + constant(bottom) >= 1;
  return isEmpty ? [problem('empty_picture', path)] : [];
}

function checkMask(mask: Clip['mask'], path: string): Problem[] {
  if (mask === undefined) return [];
  return (mask.kind === 'path') === (mask.points !== undefined) ? [] : [problem('bad_path', path)];
}

function checkWords({ words, duration }: Caption, path: string): Problem[] {
  // What an edit has left no words of.
  if (words.length === 0) return [problem('too_few', `${path}.words`)];
  return words.flatMap(({ at, duration: length }, index) => {
    const here = `${path}.words.${index}`;
    const found = at < (words[index - 1]?.at ?? -Infinity) ? [problem('not_in_order', `${here}.at`)] : [];
    return at + length <= 0 || at >= duration ? [...found, problem('outside_item', here)] : found;
  });
}

function checkClip(document: EditDocument, clip: Clip, path: string): Problem[] {
  const { retime, duration, sourceIn } = clip;
  const found = retime === undefined ? [] : checkSpeed(retime, `${path}.retime`);
  if (sourceIn < 0) found.push(problem('too_small', `${path}.sourceIn`));
  const asset = assetOf(document, clip.asset);
  if (asset === null || !('duration' in asset) || found.length > 0) return found;
  const [begin, end] = [sourceAt(clip, 0), sourceAt(clip, duration)];
  const isInside =
    retime?.kind === 'freeze'
      ? sourceIn < asset.duration
      : isReversed(clip)
        ? begin <= asset.duration && end >= 0
        : begin >= 0 && end <= asset.duration;
  return isInside ? found : [...found, problem('outside_source', `${path}.sourceIn`)];
}

function checkSpeed(retime: Retime, path: string): Problem[] {
  if (retime.kind === 'freeze') return [];
  if (Math.abs(retime.offset ?? 0) > documentLimits.sourceTicks)
    return [problem('outside_source', `${path}.offset`)];
  if (retime.kind === 'constant') return isSpeed(retime.speed) ? [] : [problem('bad_speed', `${path}.speed`)];
  return retime.points.flatMap(({ at, speed }, index) => {
    const previous = retime.points[index - 1];
    const here = `${path}.points.${index}`;
    const isInOrder = previous === undefined ? at === 0 : at > previous.at;
    return [
      ...(isInOrder ? [] : [problem('not_in_order', `${here}.at`)]),
      ...(isSpeed(speed) ? [] : [problem('bad_speed', `${here}.speed`)]),
    ];
  });
}

function isSpeed({ num, den }: Speed): boolean {
  return num * 10 >= den && num <= den * 10;
}
