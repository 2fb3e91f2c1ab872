import {
  evaluateTracks,
  type Adjustment,
  type EditDocument,
  type EvaluatedEffect,
  type Layer,
  type Segment,
  type TransitionState,
} from '@weireel/edit';
import { animated, isAnimationRendered } from '../drawing/animation.ts';
import { isDrawn, type DrawnLayer } from '../drawing/drawing.ts';
import { revealPresets } from '../drawing/reveals.ts';
import { revealedAfter } from '../drawing/text-pieces.ts';
import type {
  AdjustmentRun,
  Composition,
  DrawnRun,
  EffectRun,
  LayerRun,
  TransitionRun,
} from './composition.ts';
import { isRunRendered } from './effect-filters.ts';
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
    const run = runOf(shown, first, document);
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
  { fps, canvas }: EditDocument,
): LayerRun | DrawnRun | TransitionRun | AdjustmentRun | null {
  if (first.kind === 'layer')
    return itemRun(
      shown.map((each) => (each?.kind === 'layer' ? each : null)),
      canvas,
    );
  // Segments begin and end where transitions do.
  if (first.kind === 'transition')
    return transitionRun(
      shown.flatMap((each) => (each?.kind === 'transition' ? [each] : [])),
      shown.length,
      (1000 * fps.den) / fps.num,
      canvas,
    );
  const states = shown.map((each) => (each?.kind === 'adjustment' ? each : null));
  const covers = states.map((state) => ({ mask: state?.mask ?? null, opacity: state?.opacity ?? 0 }));
  // Where there are no effects it is the same how far they take hold.
  const isPlain = states.every((state) => state === null || (state.mask === null && state.opacity === 1));
  const effects = effectRuns(states.map((state) => state?.effects ?? []));
  if (effects === null) return null;
  // What takes away a colour leaves nothing to see below the lowest layer.
  return effects.some(({ kind }) => kind === 'chromaKey')
    ? null
    : { kind: 'adjustment', effects, covers: isPlain ? null : covers };
}

/** An item whose opacity is 0 is not seen: it stands here as null, among frames in which it is. */
function itemRun(
  shown: readonly (Layer | null)[],
  canvas: EditDocument['canvas'],
): LayerRun | DrawnRun | null {
  const first = shown.find((layer) => layer !== null);
  if (first === undefined || first === null) return null;
  // What is not seen shows what was seen before it, or is seen next.
  let last = first;
  const steady = shown.map((layer) => (last = layer ?? { ...last, opacity: 0 }));
  if (!steady.every(isRendered)) return null;
  return first.content.kind === 'video' || first.content.kind === 'image'
    ? layerRun(steady)
    : drawnRun(steady, canvas);
}

function layerRun(shown: readonly Layer[]): LayerRun | null {
  const [first] = shown;
  const effects = effectRuns(shown.map((layer) => layer.effects));
  if (first === undefined || effects === null) return null;
  if (!shown.every((layer) => isSameButForFrame(layer, first))) return null;
  const content = pictureRun(shown, first.content);
  if (content === null) return null;
  const places = shown.map(animated);
  return {
    ...{ kind: 'layer', content, effects },
    transforms: places.map(({ transform }) => transform),
    opacities: places.map(({ opacity }) => opacity),
    blend: first.blend,
    masks: shown.every(({ mask }) => mask === null) ? null : shown.map(({ mask }) => mask),
  };
}

function pictureRun(shown: readonly Layer[], first: Layer['content']): LayerRun['content'] | null {
  if (first.kind === 'image') return first;
  if (first.kind !== 'video') return null;
  const { sha256, fit, crop } = first;
  const frames = shown.map(({ content }) => (content.kind === 'video' ? content.frame : 0));
  return { kind: 'video', sha256, frames, fit, crop };
}

/** Pictures of one item in one segment take no more bytes than these: a canvas may be large, and each frame another. */
const mostDrawnBytes = 512 * 2 ** 20;

function drawnRun(shown: readonly Layer[], { widthPx, heightPx }: EditDocument['canvas']): DrawnRun | null {
  const layers: DrawnLayer[] = [];
  const counts: number[] = [];
  const [first] = shown;
  // Asked once: all frames are of one item, and its text may be long.
  const revealedTicks = first?.content.kind === 'text' ? revealedAfter(first.content) : 0;
  for (const layer of shown) {
    if (!isDrawn(layer) || layer.effects.length > 0) return null;
    const settled = settledOf(layer, revealedTicks);
    const last = layers.at(-1);
    if (last !== undefined && areSame(last, settled)) counts.push((counts.pop() ?? 0) + 1);
    else {
      layers.push(settled);
      counts.push(1);
    }
  }
  if (4 * widthPx * heightPx * layers.length > mostDrawnBytes) return null;
  if (first === undefined) return null;
  return { kind: 'drawn', drawing: { widthPx, heightPx, layers }, counts, blend: first.blend };
}

/** The same layer without what makes no difference: time goes on after all of a text has appeared. */
function settledOf(layer: DrawnLayer, revealedTicks: number): DrawnLayer {
  const { content } = layer;
  if (content.kind !== 'text' || content.reveal === null) return layer;
  const isDone = content.reveal.elapsed >= revealedTicks;
  return isDone ? { ...layer, content: { ...content, reveal: null } } : layer;
}

function transitionRun(
  states: readonly TransitionState[],
  count: number,
  frameMs: number,
  canvas: EditDocument['canvas'],
): TransitionRun | null {
  const [first] = states;
  if (first === undefined || states.length !== count) return null;
  const progress = states.map((state) => state.progress);
  const step = count > 1 ? ((progress.at(-1) ?? 0) - first.progress) / (count - 1) : 1;
  if (frameMs / step > longestTransitionMs) return null;
  const [from, to] = (['from', 'to'] as const).map((side) => {
    const shown = states.map((state) => state[side]);
    return shown.every((each) => each === null) ? 'nothing' : itemRun(shown, canvas);
  });
  if (from === null || to === null || from === undefined || to === undefined) return null;
  return {
    ...{ kind: 'transition', transition: first.transition, progress },
    from: from === 'nothing' ? null : from,
    to: to === 'nothing' ? null : to,
  };
}

function isRendered({ content, animation }: Layer): boolean {
  const isRevealed =
    content.kind !== 'text' || content.reveal === null || revealPresets.has(content.reveal.preset);
  return isRevealed && animation.every(isAnimationRendered);
}

/**
 * The effects of each frame as runs; null: one of them is not rendered. Those that change nothing in a frame are not
 * told of there, so each frame's are found among those of the frame that has most.
 */
function effectRuns(frames: readonly EvaluatedEffect[][]): EffectRun[] | null {
  const most = frames.reduce<EvaluatedEffect[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  );
  const runs = most.map(({ kind }) => ({ kind, values: frames.map((): EvaluatedEffect | null => null) }));
  for (const [frame, effects] of frames.entries()) {
    let next = 0;
    for (const effect of effects) {
      while (next < runs.length && runs[next]?.kind !== effect.kind) next += 1;
      const run = runs[next];
      if (run === undefined) return null;
      run.values[frame] = effect;
      next += 1;
    }
  }
  return runs.every(isRunRendered) ? runs : null;
}

/** Whether two frames of a clip or a picture differ in nothing but the frame, the place and how strong its effects are. */
function isSameButForFrame({ content: a }: Layer, { content: b }: Layer): boolean {
  return areSame({ ...a, frame: 0 }, { ...b, frame: 0 });
}

function areSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
