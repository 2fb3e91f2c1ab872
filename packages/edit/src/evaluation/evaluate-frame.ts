import { valueAt } from '../animation/value-at.ts';
import {
  type EditDocument,
  type Item,
  type Track,
  durationOf,
  endOf,
  isKnownItem,
} from '../edit-document.ts';
import { transitionKinds } from '../effects/effect-kinds.ts';
import type { Transition } from '../schema/track.ts';
import { ceilDivide, exactFrameTicks } from '../time/ticks.ts';
import { evaluateAdjustment, evaluateLayer } from './evaluate-layer.ts';
import type { Adjustment, Layer, TransitionState } from './layer.ts';

/** What one frame of the output shows. */
export interface EvaluatedFrame {
  /** Colour below all layers. */
  background: string;
  /** Layers, transitions between layers and adjustments, bottom to top. */
  layers: (Layer | TransitionState | Adjustment)[];
}

/** How many frames the output has: as many as are needed to show the last item's last tick. */
export function frameCount(document: EditDocument): number {
  return ceilDivide(durationOf(document), exactFrameTicks(document.fps));
}

/**
 * What a frame of the output shows: a function of the document and the frame's number, and of nothing else. This is
 * the meaning of the document: who previews and who renders both draw what it answers.
 *
 * @param document one that was checked
 * @param frame from 0; it shows the timeline at `frame` × the ticks of a frame
 */
export function evaluateFrame(document: EditDocument, frame: number): EvaluatedFrame {
  return {
    background: document.canvas.background ?? '#000000',
    layers: evaluateTracks(document, frame).flatMap((shown) => (shown === null ? [] : [shown])),
  };
}

/** As `evaluateFrame`, one entry for each track, bottom to top: null where nothing of it is seen. */
export function evaluateTracks(
  document: EditDocument,
  frame: number,
): (Layer | TransitionState | Adjustment | null)[] {
  const at = frame * exactFrameTicks(document.fps);
  return document.tracks.map((track) =>
    track.hidden === true || track.kind === 'audio' ? null : evaluateTrack(document, track, at),
  );
}

function evaluateTrack(
  document: EditDocument,
  track: Track,
  at: number,
): Layer | TransitionState | Adjustment | null {
  const item = itemAt(track, at);
  if (item === null) return null;
  // A transition reaches no farther than the two that it joins, so one of them is there.
  const running = transitionAt(track, item, at);
  return running === null
    ? evaluateItem(document, item, at - item.start)
    : evaluateTransition(document, running, at);
}

function evaluateItem(document: EditDocument, item: Item, local: number): Layer | Adjustment | null {
  if (!isKnownItem(item)) return null;
  return item.kind === 'adjust'
    ? evaluateAdjustment(document, item, local)
    : evaluateLayer(document, item, local);
}

/** The item of a track at a time of the timeline; null in a gap. */
export function itemAt({ items }: Track, at: number): Item | null {
  // Items stand in order, so halving finds the last that has begun.
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && item.start <= at) low = middle + 1;
    else high = middle;
  }
  const item = items[low - 1];
  return item !== undefined && at < endOf(item) ? item : null;
}

/** A transition that is under way, and the two that it joins. */
interface RunningTransition {
  transition: Transition;
  from: Item;
  to: Item;
}

/** The transition that an item comes or goes by at a time; of an unknown kind it is none, and the cut shows. */
function transitionAt({ items, transitions }: Track, item: Item, at: number): RunningTransition | null {
  const transition = transitions.find(
    ({ from, to, before, after }) =>
      (to === item.id && at < item.start + after) || (from === item.id && at >= endOf(item) - before),
  );
  if (transition === undefined || !transitionKinds.has(transition.kind)) return null;
  const other = items.find(({ id }) => id === (transition.to === item.id ? transition.from : transition.to));
  if (other === undefined) return null;
  return transition.to === item.id
    ? { transition, from: other, to: item }
    : { transition, from: item, to: other };
}

function evaluateTransition(
  document: EditDocument,
  { transition, from, to }: RunningTransition,
  at: number,
): TransitionState | null {
  const { kind, before, after, params = {} } = transition;
  const elapsed = at - (to.start - before);
  const [going, coming] = [from, to].map((item) => {
    const shown = evaluateItem(document, item, at - item.start);
    return shown?.kind === 'layer' ? shown : null;
  });
  if (going === undefined || coming === undefined || (going === null && coming === null)) return null;
  return {
    ...{
      kind: 'transition',
      transition: kind,
      progress: elapsed / (before + after),
      from: going,
      to: coming,
    },
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' ? valueAt(value, elapsed) : value,
      ]),
    ),
  };
}
