import { type Content, type EditDocument, type Segment, evaluateFrame } from '@weireel/edit';

/** Frames of one file that fill a segment's picture, and nothing else does. */
export interface FrameRun {
  /** Of the file. */
  sha256: string;
  /** Which of its frames each frame of the segment shows, from 0: only rising or only falling, or staying. */
  frames: number[];
  /** How they are laid on the canvas. */
  fit: 'contain' | 'cover';
}

/**
 * The frames of the one file that a segment shows, at any speed and in either direction; null when its picture is
 * anything more than that: several layers, one that is moved or changed, or none.
 */
export function frameRunOf(document: EditDocument, { from, to }: Segment): FrameRun | null {
  const shown = Array.from({ length: to - from }, (_, index) => soleVideo(document, from + index));
  const [first] = shown;
  if (first === undefined || first === null || (first.fit !== 'contain' && first.fit !== 'cover'))
    return null;
  const { sha256, fit } = first;
  const isRun = shown.every((video) => video?.sha256 === sha256 && video.fit === fit);
  return isRun ? { sha256, fit, frames: shown.map((video) => video?.frame ?? 0) } : null;
}

type Video = Extract<Content, { kind: 'video' }>;

function soleVideo(document: EditDocument, frame: number): Video | null {
  const { layers, background } = evaluateFrame(document, frame);
  const [layer] = layers;
  if (layers.length !== 1 || layer?.kind !== 'layer' || layer.content.kind !== 'video') return null;
  const { content, transform, opacity, blend, mask, effects, animation } = layer;
  const { x, y, scaleX, scaleY, rotate, anchorX, anchorY } = transform;
  const isPlaced = x === 0.5 && y === 0.5 && anchorX === 0.5 && anchorY === 0.5;
  const isUnturned = scaleX === 1 && scaleY === 1 && rotate === 0;
  const isWhole = Object.values(content.crop).every((share) => share === 0);
  const isPlain =
    opacity === 1 && blend === 'normal' && mask === null && effects.length + animation.length === 0;
  return isPlaced && isUnturned && isWhole && isPlain && background === '#000000' ? content : null;
}
