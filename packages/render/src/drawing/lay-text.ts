import type { CanvasKit, Paragraph, TypefaceFontProvider } from 'canvaskit-wasm';
import type { Paragraph as ParagraphRules } from '@weireel/edit';
import type { Motion } from './animation.ts';
import { breakLines } from './break-lines.ts';
import { layColumns } from './lay-columns.ts';
import { safeShare } from './keep-inside.ts';
import { layMoving } from './lay-moving.ts';
import { endlessPx, passesOf, styledParagraph, type Setting } from './styled-paragraph.ts';
import { areAlike, clustersOf, type TextPiece } from './text-pieces.ts';

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
  /** How they move; null: not at all. */
  motion: PlacedMotion | null;
}

/** How letters move, about their middle. */
export interface PlacedMotion {
  /** What is done to them, lengths in pixels. */
  by: Motion;
  /** Of their middle, in pixels from the text’s left edge. */
  middleX: number;
  /** From its top edge. */
  middleY: number;
}

/** A text that was laid. */
export interface LaidText {
  /** What is drawn, one over the other. */
  letters: PlacedParagraph[];
  /** Width of its box, in pixels. */
  widthPx: number;
  /** Height of its box, in pixels. */
  heightPx: number;
  /** Where its lines are, in pixels from the left and top of its box. */
  lines: Edges;
  /** Where all of it is that must be seen: lines with their strokes and what lies behind them. */
  bounds: Edges;
}

/** Edges of a box, in pixels. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
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
export interface Trial extends Pick<LaidText, 'lines'> {
  /** Lays its letters. */
  layLetters: () => PlacedParagraph[];
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
/** Words are kept whole down to this size, as a share of what it was. */
const smallestForWords = 0.5;
/** How high letters of our fonts may be, in sizes of the font. */
const fontHeight = 1.45;
/** Nothing is made smaller than this, in heights of the canvas. */
const smallestSize = 0.001;

/**
 * Lays a text: its strokes below, its letters above. What it returns is to be deleted by who draws it.
 */
export function layText(
  kit: CanvasKit,
  fonts: TypefaceFontProvider,
  pieces: readonly TextPiece[],
  { rules, canvasWidthPx, canvasHeightPx }: TextRoom,
): LaidText {
  const { fitsBox, isVertical } = rules;
  const given: RoomPx = {
    widthPx: rules.width === null ? null : rules.width * canvasWidthPx,
    heightPx: rules.height === null ? null : rules.height * canvasHeightPx,
  };
  const layIn = (scale: number, room: RoomPx) => {
    const setting = { kit, fonts, heightPx: canvasHeightPx * scale };
    return { ...(isVertical ? layColumns : layLines)(setting, pieces, rules.align, room), room };
  };
  const lay = (scale: number) => {
    const reachPx = reachOf(pieces, canvasHeightPx, scale);
    const mostOf = (givenPx: number | null, canvasPx: number) =>
      Math.max(1, Math.min(givenPx ?? Infinity, (givenPx === null ? safeShare : 1) * canvasPx - 2 * reachPx));
    const most = {
      widthPx: mostOf(given.widthPx, canvasWidthPx),
      heightPx: mostOf(given.heightPx, canvasHeightPx),
    };
    const free = layIn(scale, given);
    const isTooLong = isVertical ? free.takenHeightPx > most.heightPx : free.takenWidthPx > most.widthPx;
    const along = isVertical ? 'heightPx' : 'widthPx';
    if (!fitsBox || !isTooLong || given[along] !== null) return { ...free, most, reachPx };
    // Lines without an end are broken where the picture has one.
    return { ...layIn(scale, { ...given, [along]: most[along] }), most, reachPx };
  };
  const fits = (laid: ReturnType<typeof lay>, scale: number) =>
    laid.takenWidthPx <= laid.most.widthPx + 1 &&
    laid.takenHeightPx <= laid.most.heightPx + (isVertical ? 1 : 0) &&
    (!laid.isForced || scale < smallestForWords);
  const laid = fitsBox ? firstFitting(lay, fits, stepsOf(pieces)) : lay(1);
  const { layLetters, lines, takenWidthPx, takenHeightPx, room, reachPx } = laid;
  return {
    ...{ letters: layLetters(), lines },
    ...{ widthPx: room.widthPx ?? takenWidthPx, heightPx: room.heightPx ?? takenHeightPx },
    bounds: {
      ...{ left: lines.left - reachPx, top: lines.top - reachPx },
      ...{ right: lines.right + reachPx, bottom: lines.bottom + reachPx },
    },
  };
}

/** The largest of the sizes, each a step smaller than the one before, in which a text fits; the smallest if in none. */
function firstFitting<T>(
  lay: (scale: number) => T,
  fits: (laid: T, scale: number) => boolean,
  steps: number,
): T {
  const whole = lay(1);
  if (fits(whole, 1)) return whole;
  let [tooLarge, small] = [0, steps];
  let best = lay(shrink ** small);
  // What fits fits smaller, too.
  while (small - tooLarge > 1) {
    const middle = Math.floor((tooLarge + small) / 2);
    const laid = lay(shrink ** middle);
    if (fits(laid, shrink ** middle)) [best, small] = [laid, middle];
    else tooLarge = middle;
  }
  return best;
}

/** How many steps lead to the smallest size. */
function stepsOf(pieces: readonly TextPiece[]): number {
  const largest = Math.max(smallestSize, ...pieces.map(({ look }) => look.size ?? 0.05));
  return Math.max(1, Math.ceil(Math.log(smallestSize / largest) / Math.log(shrink)));
}

/** How far strokes, what lies behind, and letters that are higher than their lines reach beyond these, in pixels. */
function reachOf(pieces: readonly TextPiece[], heightPx: number, scale: number): number {
  const reaches = pieces.map(({ look }) => {
    const { stroke, box, lineHeight = 1.3, size = 0.05 } = look;
    const letters = (stroke?.width ?? 0) + (size * Math.max(0, fontHeight - lineHeight)) / 2;
    return heightPx * Math.max(box?.padding ?? 0, letters * scale);
  });
  return Math.max(0, ...reaches);
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
  const size = () => {
    const sized = styledParagraph(setting, pieces, align);
    sized.layout(roomPx);
    return sized;
  };
  const sized = size();
  const metrics = sized.getLineMetrics();
  const [takenWidthPx, takenHeightPx] = [sized.getLongestLine(), sized.getHeight()];
  sized.delete();
  const layLetters = () => {
    const box = { leftPx: 0, topPx: 0, widthPx: takenWidthPx, heightPx: takenHeightPx, isTurned: false };
    // What moves is drawn by itself, and leaves its place free here.
    const standing = pieces.map((piece) => (piece.motion === null ? piece : { ...piece, opacity: 0 }));
    const places = size();
    const letters = passesOf(setting, pieces).flatMap(({ paintOf }) => {
      const paragraph = styledParagraph(setting, standing, align, { paintOf: paintOf(box) });
      paragraph.layout(roomPx);
      const moving = layMoving(setting, pieces, places, paintOf(box));
      return [{ paragraph, x: 0, y: 0, isTurned: false, motion: null }, ...moving];
    });
    places.delete();
    return letters;
  };
  return {
    ...{ layLetters, takenWidthPx, takenHeightPx, isForced },
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
    if (last !== undefined && areAlike(last, part)) last.text += part.text;
    else pieces.push({ ...part });
  }
  return pieces;
}
