import { type EditDocument, isKnownAsset } from '../edit-document.ts';
import { type EvaluatedFrame, evaluateFrame } from '../evaluation/evaluate-frame.ts';
import type { Layer } from '../evaluation/layer.ts';
import type { Segment } from './segments.ts';
import { soleVideo } from './sole-video.ts';

/** How much work a segment's picture is, from the least to the most. */
export type SegmentClass =
  | {
      kind: 'copy';
      /** The file whose frames are shown one after the other, as they are. */
      sha256: string;
      /** The first of them, from 0. Only where it is a key picture can packets be copied from there on. */
      firstFrame: number;
    }
  /** Pictures of files, or none, placed and changed by filters. */
  | { kind: 'direct' }
  /** Something is drawn, too: text, captions, stickers, shapes. */
  | { kind: 'overlay' };

/**
 * What the picture of a segment takes. To be copied, its frames must be those of one file in their order, of the size
 * of the canvas and of the frame rate of the document, with nothing on them and nothing done to them. Whether the
 * file is encoded as the output is, the document cannot know.
 */
export function classifySegment(document: EditDocument, { from, to }: Segment): SegmentClass {
  const frames = Array.from({ length: to - from }, (_, index) => evaluateFrame(document, from + index));
  if (frames.some(isDrawn)) return { kind: 'overlay' };
  const shown = frames.map(soleVideo);
  const [first] = shown;
  if (first === undefined || first === null) return { kind: 'direct' };
  const isRun = shown.every(
    (video, index) => video?.sha256 === first.sha256 && video.frame === first.frame + index,
  );
  return isRun && isOfOutput(document, first.sha256)
    ? { kind: 'copy', sha256: first.sha256, firstFrame: first.frame }
    : { kind: 'direct' };
}

function isDrawn({ layers }: EvaluatedFrame): boolean {
  const drawn = (layer: Layer | null) => layer !== null && !['video', 'image'].includes(layer.content.kind);
  return layers.some((each) => {
    if (each.kind === 'layer') return drawn(each);
    return each.kind === 'transition' && (drawn(each.from) || drawn(each.to));
  });
}

function isOfOutput({ assets, canvas, fps }: EditDocument, sha256: string): boolean {
  const asset = Object.values(assets)
    .filter(isKnownAsset)
    .find((each) => each.sha256 === sha256);
  if (asset?.kind !== 'video') return false;
  const isOfSize = asset.widthPx === canvas.widthPx && asset.heightPx === canvas.heightPx;
  return isOfSize && asset.fps.num * fps.den === fps.num * asset.fps.den;
}
