import { type Item, type Track, endOf, isKnownItem } from '../edit-document.ts';
import { type Problem, problem } from './problem.ts';

const placeOf: Record<Track['kind'], ReadonlySet<string>> = {
  visual: new Set(['clip', 'image', 'text', 'sticker', 'shape']),
  audio: new Set(['clip']),
  caption: new Set(['caption']),
  adjust: new Set(['adjust']),
};

/** Order and overlaps of a track's items, and whether each transition joins two that meet. */
export function checkTrack(track: Track, path: string): Problem[] {
  const found: Problem[] = [];
  track.items.forEach((item, index) => {
    if (item.start < 0) found.push(problem('too_small', `${path}.items.${index}.start`));
    if (item.duration < 1) found.push(problem('too_small', `${path}.items.${index}.duration`));
    const previous = track.items[index - 1];
    if (isKnownItem(item) && !placeOf[track.kind].has(item.kind)) {
      found.push(problem('wrong_track', `${path}.items.${index}`));
    }
    if (previous === undefined || item.start >= endOf(previous)) return;
    const code = item.start < previous.start ? 'not_in_order' : 'overlap';
    found.push(problem(code, `${path}.items.${index}.start`));
  });
  return [...found, ...checkTransitions(track, path)];
}

function checkTransitions({ items, transitions }: Track, path: string): Problem[] {
  const found: Problem[] = [];
  const byId = new Map(items.map((item) => [item.id, item]));
  /** How much of each item transitions take already. */
  const taken = new Map<string, number>();
  let lastCut = -1;
  transitions.forEach(({ from, to, before, after }, index) => {
    const here = `${path}.transitions.${index}`;
    const [former, latter] = [byId.get(from), byId.get(to)];
    if (former === undefined) found.push(problem('item_missing', `${here}.from`));
    if (latter === undefined) found.push(problem('item_missing', `${here}.to`));
    if (former === undefined || latter === undefined) return;
    if (endOf(former) !== latter.start) return void found.push(problem('not_neighbours', here));
    if (latter.start <= lastCut) found.push(problem('not_in_order', here));
    lastCut = latter.start;
    if (before + after === 0) found.push(problem('too_small', `${here}.after`));
    if (!takes(former, before)) found.push(problem('transition_too_long', `${here}.before`));
    if (!takes(latter, after)) found.push(problem('transition_too_long', `${here}.after`));
  });
  return found;

  function takes(item: Item, ticks: number): boolean {
    const sum = (taken.get(item.id) ?? 0) + ticks;
    taken.set(item.id, sum);
    return sum <= item.duration;
  }
}
