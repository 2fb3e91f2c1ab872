import {
  evaluateTracks,
  type Adjustment,
  type EditDocument,
  type EvaluatedEffect,
  type Layer,
  type Segment,
  type TransitionState,
} from '@weireel/edit';
import type { AdjustmentRun, Composition, LayerRun, TransitionRun } from './composition.ts';
import { isEffectRendered } from './effect-filters.ts';
import { longestTransitionMs } from './transition-filters.ts';

type Shown = Layer | TransitionState | Adjustment;

/** What a segment is put together of; null when something of it cannot be rendered yet. */
export function composeSegment(document: EditDocument, { from, to }: Segment): Composition | null {
  const frames = Array.from({ length: to - from }, (_, index) => evaluateTracks(document, from + index));
  const layers: Composition['layers'] = [];
  for (const track of document.tracks.keys()) {
    const shown = frames.map((tracks) => tracks[track] ?? null);
    const first = shown.find((each) => each !== null);
    if (first === undefined || first === null) continue;
    const run = runOf(shown, first, document.fps);
    if (run === null) return null;
    layers.push(run);
  }
  return {
    kind: 'composition',
    count: to - from,
    background: document.canvas.background ?? '#000000',
    layers,
  };
}

function runOf(
  shown: readonly (Shown | null)[],
  first: Shown,
  fps: EditDocument['fps'],
): LayerRun | TransitionRun | AdjustmentRun | null {
  if (first.kind === 'layer') return layerRun(shown.map((each) => (each?.kind === 'layer' ? each : null)));
  // Segments begin and end where transitions do.
  if (first.kind === 'transition')
    return transitionRun(
      shown.flatMap((each) => (each?.kind === 'transition' ? [each] : [])),
      shown.length,
      (1000 * fps.den) / fps.num,
    );
  const { mask, opacity, effects } = first;
  const isSteady = shown.every((each) => each?.kind === 'adjustment' && areSame(each, first));
  if (!isSteady || mask !== null || opacity !== 1 || !effects.every(isEffectRendered)) return null;
  // What takes away a colour leaves nothing to see below the lowest layer.
  return effects.some(({ kind }) => kind === 'chromaKey') ? null : { kind: 'adjustment', effects };
}

/** A layer whose opacity is 0 is not seen: it stands here as null, among frames in which it is. */
function layerRun(shown: readonly (Layer | null)[]): LayerRun | null {
  const known = shown.flatMap((layer) => (layer === null ? [] : [layer]));
  const [first] = known;
  if (first === undefined) return null;
  const isSteady = known.every((layer) => isSameButForPlace(layer, first));
  if (!isSteady || !isRendered(first)) return null;
  const { content, effects } = first;
  if (content.kind !== 'video') return null;
  const { sha256, fit, crop } = content;
  // What is not seen shows what was seen before it, or is seen next.
  let last = first;
  const steady = shown.map((layer) => (last = layer ?? last));
  const frames = steady.map(({ content: each }) => (each.kind === 'video' ? each.frame : 0));
  return {
    ...{ kind: 'layer', content: { kind: 'video', sha256, frames, fit, crop }, effects },
    transforms: steady.map(({ transform }) => transform),
    opacities: shown.map((layer) => layer?.opacity ?? 0),
  };
}

function transitionRun(
  states: readonly TransitionState[],
  count: number,
  frameMs: number,
): TransitionRun | null {
  const [first] = states;
  if (first === undefined || states.length !== count) return null;
  const progress = states.map((state) => state.progress);
  const step = count > 1 ? ((progress.at(-1) ?? 0) - first.progress) / (count - 1) : 1;
  if (frameMs / step > longestTransitionMs) return null;
  const [from, to] = (['from', 'to'] as const).map((side) => {
    const shown = states.map((state) => state[side]);
    return shown.every((each) => each === null) ? 'nothing' : layerRun(shown);
  });
  if (from === null || to === null || from === undefined || to === undefined) return null;
  return {
    ...{ kind: 'transition', transition: first.transition, progress },
    from: from === 'nothing' ? null : from,
    to: to === 'nothing' ? null : to,
  };
}

function isRendered({ blend, mask, effects, animation }: Layer): boolean {
  return blend === 'normal' && mask === null && animation.length === 0 && effects.every(isEffectRendered);
}

/** Whether two frames of a layer differ in nothing but the frame, the place and the opacity. */
function isSameButForPlace(a: Layer, b: Layer): boolean {
  const still = ({ content, blend, mask, animation, effects }: Layer) => ({
    ...{ blend, mask, animation, effects },
    content: content.kind === 'video' ? { ...content, frame: 0 } : content,
  });
  return areSame(still(a), still(b));
}

function areSame(a: object | readonly EvaluatedEffect[], b: object | readonly EvaluatedEffect[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
