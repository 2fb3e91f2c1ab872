import { type Content, type EditDocument, type Segment, evaluateFrame } from '@weireel/edit';
import { composeSegment } from './composition/compose-segment.ts';
import { runsOf, type Composition } from './composition/composition.ts';

/** Frames of one file that fill a segment's picture, and nothing else does. */
export interface FrameRun {
  kind: 'frames';
  /** Of the file. */
  sha256: string;
  /** Which of its frames each frame of the segment shows, from 0: only rising or only falling, or staying. */
  frames: readonly number[];
  /** How they are laid on the canvas. */
  fit: 'contain' | 'cover' | 'blur';
}

/** What a segment shows: frames of one file, so many frames of nothing, or what is put together of layers. */
export type SegmentPicture =
  | FrameRun
  | Composition
  | {
      kind: 'empty';
      /** How many frames it lasts. */
      count: number;
    };

/**
 * What a segment shows, at any speed and in either direction; null when there is something in it that is not rendered
 * yet. What is no more than frames of one file is not put together, which costs a part of it.
 */
export function segmentPicture(document: EditDocument, segment: Segment): SegmentPicture | null {
  return plainPicture(document, segment) ?? composeSegment(document, segment);
}

/** The hashes of the files that a picture's frames are taken from. */
export function sourcesOf(picture: SegmentPicture): string[] {
  if (picture.kind === 'empty') return [];
  if (picture.kind === 'frames') return [picture.sha256];
  return [...new Set(runsOf(picture).flatMap((run) => (run.kind === 'layer' ? [run.content.sha256] : [])))];
}

function plainPicture(
  document: EditDocument,
  { from, to }: Segment,
): Exclude<SegmentPicture, Composition> | null {
  const shown = Array.from({ length: to - from }, (_, index) => soleVideo(document, from + index));
  const [first] = shown;
  if (first === undefined || first === null) return null;
  if (first === 'nothing')
    return shown.every((each) => each === 'nothing') ? { kind: 'empty', count: to - from } : null;
  const { sha256, fit } = first;
  if (fit === 'none') return null;
  const frames = shown.flatMap((each) =>
    each !== null && each !== 'nothing' && each.sha256 === sha256 && each.fit === fit ? [each.frame] : [],
  );
  return frames.length === shown.length ? { kind: 'frames', sha256, fit, frames } : null;
}

type Video = Extract<Content, { kind: 'video' }>;

function soleVideo(document: EditDocument, frame: number): Video | 'nothing' | null {
  const { layers, background } = evaluateFrame(document, frame);
  const [layer] = layers;
  if (background !== '#000000') return null;
  if (layer === undefined) return 'nothing';
  if (layers.length !== 1 || layer.kind !== 'layer' || layer.content.kind !== 'video') return null;
  const { content, transform, opacity, blend, mask, effects, animation } = layer;
  const { x, y, scaleX, scaleY, rotate, anchorX, anchorY } = transform;
  const isPlaced = x === 0.5 && y === 0.5 && anchorX === 0.5 && anchorY === 0.5;
  const isUnturned = scaleX === 1 && scaleY === 1 && rotate === 0;
  const isWhole = Object.values(content.crop).every((share) => share === 0);
  const isPlain =
    opacity === 1 && blend === 'normal' && mask === null && effects.length + animation.length === 0;
  return isPlaced && isUnturned && isWhole && isPlain ? content : null;
}
