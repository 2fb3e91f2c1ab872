import { documentLimits } from '../limits.ts';
import { type EditDocument, type Item, durationOf, isKnownAsset } from '../edit-document.ts';
import { frameTicks } from '../time/ticks.ts';
import { checkItem } from './check-item.ts';
import { checkParameters } from './check-parameters.ts';
import { checkReferences } from './check-references.ts';
import { checkTrack } from './check-track.ts';
import { everyItem } from './every-item.ts';
import { keyFrameCount } from './key-frames-of.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';

/**
 * What is wrong with a document of the right shape: order, overlaps, references, times, sums. Runs anywhere, and so
 * stands behind every edit, too.
 */
export function checkMeaning(document: EditDocument): Problem[] {
  return [
    ...checkRates(document),
    ...checkIds(document),
    ...document.tracks.flatMap((track, index) => checkTrack(track, `tracks.${index}`)),
    ...everyItem(document).flatMap(({ item, path }) => [
      ...checkItem(document, item, path),
      ...checkParameters(document, item, path),
    ]),
    ...checkReferences(document),
    ...checkMarkers(document),
    ...checkTotals(document),
  ];
}

function checkRates({ fps, assets }: EditDocument): Problem[] {
  const found = frameTicks(fps) === null ? [problem('inexact_frame_rate', 'fps')] : [];
  for (const [id, asset] of Object.entries(assets)) {
    if (!isKnownAsset(asset) || !('fps' in asset) || frameTicks(asset.fps) !== null) continue;
    found.push(problem('inexact_frame_rate', `assets.${id}.fps`));
  }
  return found;
}

/** Ids of one sort are unique in the whole document, so that an edit can name a thing by its id alone. */
function checkIds(document: EditDocument): Problem[] {
  const { tracks, markers = [], template } = document;
  const sorts: { id: string; path: string }[][] = [
    tracks.map(({ id }, index) => ({ id, path: `tracks.${index}.id` })),
    everyItem(document).map(({ item, path }) => ({ id: item.id, path: `${path}.id` })),
    tracks.flatMap(({ transitions }, track) =>
      transitions.map(({ id }, index) => ({ id, path: `tracks.${track}.transitions.${index}.id` })),
    ),
    markers.map(({ id }, index) => ({ id, path: `markers.${index}.id` })),
    (template?.slots ?? []).map(({ id }, index) => ({ id, path: `template.slots.${index}.id` })),
  ];
  return sorts.flatMap((sort) => {
    const seen = new Set<string>();
    return sort.flatMap(({ id, path }) => {
      const isTaken = seen.has(id);
      seen.add(id);
      return isTaken ? [problem('id_taken', path)] : [];
    });
  });
}

function checkMarkers({ markers = [] }: EditDocument): Problem[] {
  return markers.flatMap(({ at, id }, index) => {
    const previous = markers[index - 1];
    const isInOrder = previous === undefined || previous.at < at || (previous.at === at && previous.id <= id);
    return isInOrder ? [] : [problem('not_in_order', `markers.${index}`)];
  });
}

function checkTotals(document: EditDocument): Problem[] {
  const items = everyItem(document).map(({ item }) => item);
  const transitions = document.tracks.flatMap((track) => track.transitions);
  const keyFrames = keyFrameCount([items, transitions, document.tracks.map(({ gain }) => gain)]);
  const characters = items.reduce((sum, item) => sum + charactersOf(item), 0);
  const sums: [count: number, most: number, code: ProblemCode][] = [
    [items.length, documentLimits.items, 'too_many_items'],
    [transitions.length, documentLimits.transitions, 'too_many_transitions'],
    [keyFrames, documentLimits.keyFrames, 'too_many_key_frames'],
    [characters, documentLimits.characters, 'too_many_characters'],
    [durationOf(document), documentLimits.durationTicks, 'timeline_too_long'],
  ];
  return sums.flatMap(([count, most, code]) => (count > most ? [problem(code, 'tracks')] : []));
}

function charactersOf(item: Item): number {
  const pieces = 'runs' in item ? item.runs : 'words' in item ? item.words : [];
  // What we do not know may have fields of these names, too.
  if (!Array.isArray(pieces)) return 0;
  return pieces.reduce<number>((sum, piece: unknown) => sum + lengthOfText(piece), 0);
}

function lengthOfText(piece: unknown): number {
  if (typeof piece !== 'object' || piece === null || !('text' in piece)) return 0;
  return typeof piece.text === 'string' ? piece.text.length : 0;
}
