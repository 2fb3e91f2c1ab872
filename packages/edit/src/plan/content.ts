import type { EditDocument } from '../edit-document.ts';
import { evaluateFrame } from '../evaluation/evaluate-frame.ts';
import { evaluateSound } from '../evaluation/evaluate-sound.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Segment } from './segments.ts';

/**
 * All of a document that the picture of a segment depends on, as text: two segments with the same text look the same,
 * wherever they stand and whatever their items are called. Hashed together with the renderer's version and settings
 * it is the key under which a rendered segment is kept.
 */
export function pictureContent(document: EditDocument, { from, to }: Segment): string {
  const { canvas, fps } = document;
  return canonicalJson({
    ...{ widthPx: canvas.widthPx, heightPx: canvas.heightPx, fps },
    frames: Array.from({ length: to - from }, (_, index) => evaluateFrame(document, from + index)),
  });
}

/** As `pictureContent`, all that the sound of the whole timeline depends on. */
export function soundContent(document: EditDocument): string {
  const { loudness = -16, truePeak = -1.5 } = document.mix ?? {};
  const segments = evaluateSound(document).map(({ trackId: _, itemId: __, ...segment }) => segment);
  return canonicalJson({ loudness, truePeak, segments });
}
