import type { Drawing } from '../drawing/drawing.ts';
import type { EvaluatedCrop, EvaluatedEffect, EvaluatedMask, EvaluatedTransform, Layer } from '@weireel/edit';
import type { Cover } from '../mask/paint-mask.ts';

/** A picture that stands still. */
export interface ImageRun {
  kind: 'image';
  /** Of the file. */
  sha256: string;
  /** How it is laid on the canvas. */
  fit: VideoRun['fit'];
  /** What is cut off, as shares. */
  crop: EvaluatedCrop;
}

/** Frames of one file. */
export interface VideoRun {
  kind: 'video';
  /** Of the file. */
  sha256: string;
  /** Which of its frames each frame of the segment shows, from 0: only rising or only falling, or staying. */
  frames: readonly number[];
  /** How they are laid on the canvas. */
  fit: 'contain' | 'cover' | 'blur' | 'none';
  /** What is cut off, as shares. */
  crop: EvaluatedCrop;
}

/** A change of a picture for the length of a segment. */
export interface EffectRun {
  /** Kind of the effect. */
  kind: string;
  /** What it is in each frame; null: it changes nothing there. */
  values: readonly (EvaluatedEffect | null)[];
}

/** One item for the length of a segment. What changes from frame to frame has a value for each. */
export interface LayerRun {
  kind: 'layer';
  /** Its pictures. */
  content: VideoRun | ImageRun;
  /** Where it lies. */
  transforms: readonly EvaluatedTransform[];
  /** How far it covers what is below. */
  opacities: readonly number[];
  /** How its colours meet those below. */
  blend: Layer['blend'];
  /** What part of its picture is seen in each frame; null: all in all of them. */
  masks: readonly (EvaluatedMask | null)[] | null;
  /** Changes of its pictures, in their order. */
  effects: readonly EffectRun[];
}

/** One item that is drawn, for the length of a segment. */
export interface DrawnRun {
  kind: 'drawn';
  /** Its pictures, wherever they lie, in the order in which they are seen. */
  drawing: Drawing;
  /** For how many frames each is seen. */
  counts: readonly number[];
  /** How its colours meet those below. */
  blend: Layer['blend'];
}

/** One item that becomes the next. */
export interface TransitionRun {
  kind: 'transition';
  /** Kind of the transition. */
  transition: string;
  /** How far it is in each frame: evenly rising, from 0 up to, and without, 1. */
  progress: readonly number[];
  /** What goes; null: nothing. */
  from: LayerRun | DrawnRun | null;
  /** What comes; null: nothing. */
  to: LayerRun | DrawnRun | null;
}

/** Effects on all that lies below. */
export interface AdjustmentRun {
  kind: 'adjustment';
  /** Where and how far they take hold in each frame; null: wholly everywhere. */
  covers: readonly Cover[] | null;
  /** Changes of the picture, in their order. */
  effects: readonly EffectRun[];
}

/** A picture that is put together of layers. */
export interface Composition {
  kind: 'composition';
  /** How many frames it lasts. */
  count: number;
  /** Colour below all layers. */
  background: string;
  /** Bottom to top. */
  layers: (LayerRun | DrawnRun | TransitionRun | AdjustmentRun)[];
}

/** All that decoded or drawn pictures of a composition come from. */
export function runsOf({ layers }: Composition): (LayerRun | DrawnRun)[] {
  return layers.flatMap((each) => {
    const runs = each.kind === 'transition' ? [each.from, each.to] : [each];
    return runs.flatMap((run) => (run === null || run.kind === 'adjustment' ? [] : [run]));
  });
}
