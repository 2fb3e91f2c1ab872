import type { EvaluatedFrame } from '../evaluation/evaluate-frame.ts';

/** A frame of a file. */
export interface VideoFrame {
  /** The file. */
  sha256: string;
  /** Which of its frames, from 0. */
  frame: number;
}

/** The frame that is all that is seen, as it is; null when anything else is, or anything is done to it. */
export function soleVideo({ layers }: EvaluatedFrame): VideoFrame | null {
  const [layer] = layers;
  if (layers.length !== 1 || layer?.kind !== 'layer' || layer.content.kind !== 'video') return null;
  const { content, transform, opacity, blend, mask, effects, animation } = layer;
  const { x, y, scaleX, scaleY, rotate, anchorX, anchorY } = transform;
  const isPlaced = x === anchorX && y === anchorY && scaleX === 1 && scaleY === 1 && rotate === 0;
  const isWhole = Object.values(content.crop).every((share) => share === 0);
  // Over an opaque background a picture that covers it is the same in these ways of blending only.
  const isOpaque = opacity === 1 && blend === 'normal' && mask === null;
  const isChanged = effects.length > 0 || animation.length > 0;
  return isPlaced && isWhole && isOpaque && !isChanged ? content : null;
}
