import type { CanvasKit, LineMetrics, Paragraph } from 'canvaskit-wasm';
import type { Motion } from './animation.ts';
import type { PlacedMotion, PlacedParagraph } from './lay-text.ts';
import { endlessPx, fontSizeOf, styledParagraph, type PaintOf, type Setting } from './styled-paragraph.ts';
import type { TextPiece } from './text-pieces.ts';

/** Where letters stand that move. */
interface Place {
  /** Left edge, in pixels. */
  leftPx: number;
  /** Right edge. */
  rightPx: number;
  /** Their line. */
  line: LineMetrics;
}

/**
 * Lays what moves of lines of text, each unit by itself where it stands in the whole.
 *
 * @param pieces the whole text, in its lines
 * @param laid the whole, laid
 */
export function layMoving(
  setting: Setting,
  pieces: readonly TextPiece[],
  laid: Paragraph,
  paintOf: PaintOf,
): PlacedParagraph[] {
  let offset = 0;
  return pieces.flatMap((piece) => {
    const from = offset;
    offset += piece.text.length;
    const { motion, text } = piece;
    if (motion === null || text.trim() === '') return [];
    // A unit that is broken is one in each line.
    let start = from;
    return text.split('\n').flatMap((part) => {
      const place = part.trim() === '' ? null : placeOf(setting.kit, laid, start, start + part.length);
      start += part.length + 1;
      if (place === null) return [];
      const paragraph = styledParagraph(setting, [{ ...piece, text: part }], 'start', { paintOf });
      paragraph.layout(endlessPx);
      const y = place.line.baseline - paragraph.getAlphabeticBaseline();
      const middle = { x: (place.leftPx + place.rightPx) / 2, y: y + paragraph.getHeight() / 2 };
      const placed = placedMotion(motion, middle, fontSizeOf(piece.look, setting.heightPx));
      return [{ paragraph, x: place.leftPx, y, isTurned: false, motion: placed }];
    });
  });
}

/** A motion of letters about a point, in pixels. */
export function placedMotion(
  { x = 0, y = 0, ...motion }: Motion,
  middle: { x: number; y: number },
  fontPx: number,
): PlacedMotion {
  return { by: { ...motion, x: x * fontPx, y: y * fontPx }, middleX: middle.x, middleY: middle.y };
}

/** Where a part of a text stands, which is in one line; null: nothing of it is seen. */
function placeOf(kit: CanvasKit, laid: Paragraph, from: number, to: number): Place | null {
  const boxes = laid
    .getRectsForRange(from, to, kit.RectHeightStyle.Max, kit.RectWidthStyle.Tight)
    .map(({ rect: [left = 0, top = 0, right = 0, bottom = 0] }) => ({ left, top, right, bottom }));
  const [first] = boxes;
  // CanvasKit counts the lines before a place of the text wrongly.
  const line = laid
    .getLineMetrics()
    .find(({ baseline }) => first !== undefined && first.top < baseline && baseline <= first.bottom);
  if (line === undefined) return null;
  return {
    leftPx: Math.min(...boxes.map(({ left }) => left)),
    rightPx: Math.max(...boxes.map(({ right }) => right)),
    line,
  };
}
