import type { CanvasKit, Paragraph, TypefaceFontProvider } from 'canvaskit-wasm';
import type { Paragraph as ParagraphRules } from '@weireel/edit';
import { breakLines } from './break-lines.ts';
import { layColumns } from './lay-columns.ts';
import { endlessPx, passesOf, styledParagraph, type Setting } from './styled-paragraph.ts';
import { clustersOf, type TextPiece } from './text-pieces.ts';

/** Letters that were laid, and where. */
export interface PlacedParagraph {
  /** The letters. */
  paragraph: Paragraph;
  /** Of their left edge, in pixels from the text’s; of what is turned, its upper end’s right edge. */
  x: number;
  /** Of their top edge. */
  y: number;
  /** Whether they are turned by a quarter clockwise about that point. */
  isTurned: boolean;
}

/** A text that was laid. */
export interface LaidText {
  /** What is drawn, one over the other. */
  letters: PlacedParagraph[];
  /** Width of its box, in pixels. */
  widthPx: number;
  /** Height of its box, in pixels. */
  heightPx: number;
  /** Where its lines are, from the left, top, right and bottom of its box. */
  lines: { left: number; top: number; right: number; bottom: number };
}

/** Where and how a text is laid. */
export interface TextRoom {
  /** How its lines are laid. */
  rules: ParagraphRules;
  /** Width of the canvas, in pixels. */
  canvasWidthPx: number;
  /** Height of the canvas, in pixels: lengths of looks are shares of it. */
  canvasHeightPx: number;
}

/** A text in one size of its type. */
export interface Trial extends Pick<LaidText, 'letters' | 'lines'> {
  /** Width that its lines take, in pixels. */
  takenWidthPx: number;
  /** Height that its lines take, in pixels. */
  takenHeightPx: number;
  /** Whether words had to be broken. */
  isForced: boolean;
}

/** Room of a text in pixels; null: as much as it takes. */
export interface RoomPx {
  /** Its width. */
  widthPx: number | null;
  /** Its height. */
  heightPx: number | null;
}

/** Type is made smaller in such steps until it fits. */
const shrink = 0.92;
/** Smaller than that nothing is made, and less small for whole words. */
const [smallestScale, smallestForWords] = [0.05, 0.5];

/**
 * Lays a text: its strokes below, its letters above. What it returns is to be deleted by who draws it.
 */
export function layText(
  kit: CanvasKit,
  fonts: TypefaceFontProvider,
  pieces: readonly TextPiece[],
  { rules, canvasWidthPx, canvasHeightPx }: TextRoom,
): LaidText {
  const room: RoomPx = {
    widthPx: rules.width === null ? null : rules.width * canvasWidthPx,
    heightPx: rules.height === null ? null : rules.height * canvasHeightPx,
  };
  const lay = (scale: number) => {
    const setting = { kit, fonts, heightPx: canvasHeightPx * scale };
    return (rules.isVertical ? layColumns : layLines)(setting, pieces, rules.align, room);
  };
  let scale = 1;
  let laid = lay(scale);
  const fits = () =>
    laid.takenWidthPx <= (room.widthPx ?? Infinity) + 1 &&
    laid.takenHeightPx <= (room.heightPx ?? Infinity) + (rules.isVertical ? 1 : 0) &&
    (!laid.isForced || scale < smallestForWords);
  while (rules.fitsBox && !fits() && scale > smallestScale) {
    for (const { paragraph } of laid.letters) paragraph.delete();
    scale *= shrink;
    laid = lay(scale);
  }
  const { letters, lines, takenWidthPx, takenHeightPx } = laid;
  return {
    ...{ letters, lines },
    ...{ widthPx: room.widthPx ?? takenWidthPx, heightPx: room.heightPx ?? takenHeightPx },
  };
}

/** Lays lines from left to right, one below the other. */
function layLines(
  setting: Setting,
  whole: readonly TextPiece[],
  align: ParagraphRules['align'],
  { widthPx }: RoomPx,
): Trial {
  const measured = styledParagraph(setting, whole, align);
  measured.layout(endlessPx);
  const isBroken = widthPx !== null && measured.getLongestLine() > widthPx;
  const { pieces, isForced } = isBroken
    ? inLines(measured, whole, widthPx)
    : { pieces: whole, isForced: false };
  // Without a width, lines are as long as the longest: otherwise they could not be laid in its middle.
  const roomPx = widthPx ?? Math.ceil(measured.getLongestLine()) + 1;
  measured.delete();
  const sized = styledParagraph(setting, pieces, align);
  sized.layout(roomPx);
  const metrics = sized.getLineMetrics();
  const [takenWidthPx, takenHeightPx] = [sized.getLongestLine(), sized.getHeight()];
  sized.delete();
  const box = { leftPx: 0, topPx: 0, widthPx: takenWidthPx, heightPx: takenHeightPx, isTurned: false };
  const letters = passesOf(setting, pieces).map(({ paintOf }) => {
    const paragraph = styledParagraph(setting, pieces, align, { paintOf: paintOf(box) });
    paragraph.layout(roomPx);
    return { paragraph, x: 0, y: 0, isTurned: false };
  });
  return {
    ...{ letters, takenWidthPx, takenHeightPx, isForced },
    lines: {
      left: Math.min(...metrics.map((line) => line.left)),
      top: 0,
      right: Math.max(...metrics.map((line) => line.left + line.width)),
      bottom: takenHeightPx,
    },
  };
}

/** A text with a line break wherever one of its lines ends. */
function inLines(
  measured: Paragraph,
  pieces: readonly TextPiece[],
  widthPx: number,
): { pieces: TextPiece[]; isForced: boolean } {
  const clusters = clustersOf(pieces);
  let offset = 0;
  const lengths = clusters.map(({ text }) => {
    const [left = 0, , right = 0] = measured.getGlyphInfoAt(offset)?.graphemeLayoutBounds ?? [];
    offset += text.length;
    return Math.abs(right - left);
  });
  const broken = breakLines(
    clusters.map(({ text }) => text),
    lengths,
    widthPx,
  );
  const parts = broken.lines.flatMap(({ from, to }, index) => [
    ...(index === 0 ? [] : [{ ...(clusters[from] ?? clusters.at(-1)), text: '\n' } as TextPiece]),
    ...clusters.slice(from, to),
  ]);
  return { pieces: joined(parts), isForced: broken.isForced };
}

/** As few pieces as there are looks. */
function joined(parts: readonly TextPiece[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (last?.look === part.look && last.opacity === part.opacity) last.text += part.text;
    else pieces.push({ ...part });
  }
  return pieces;
}
