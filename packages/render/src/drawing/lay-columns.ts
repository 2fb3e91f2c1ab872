import type { Paragraph } from 'canvaskit-wasm';
import type { Paragraph as ParagraphRules } from '@weireel/edit';
import { breakLines, isUpright } from './break-lines.ts';
import type { PlacedParagraph, RoomPx, Trial } from './lay-text.ts';
import { placedMotion } from './lay-moving.ts';
import { endlessPx, fontSizeOf, passesOf, styledParagraph, type Setting } from './styled-paragraph.ts';
import { areAlike, clustersOf, type TextPiece } from './text-pieces.ts';

/** What stands in a column as one: a letter, or a word that is turned. */
interface Cell {
  piece: TextPiece;
  isTurned: boolean;
  /** Along the column, with what is left free after it. */
  lengthPx: number;
  /** Along its own line, and across. */
  size: { widthPx: number; heightPx: number };
}

type Place = Omit<PlacedParagraph, 'paragraph' | 'motion'>;

/** Of brackets and dashes: fonts that have no forms of their own for columns turn them. */
const turning = /^[（）［］｛｝〔〕〈〉《》「」『』【】〖〗“”‘’—―⸺…‥～〜ー：；＝]/u;

/**
 * Lays columns from top to bottom, the first one at the right. Letters of Chinese and its kin, wide signs and pictures stand
 * upright, a number of one or two digits, too; words of other scripts lie turned by a quarter clockwise.
 *
 * Source: CLREQ (W3C), 2.3 vertical writing mode; UAX #50.
 */
export function layColumns(
  setting: Setting,
  pieces: readonly TextPiece[],
  align: ParagraphRules['align'],
  { widthPx, heightPx }: RoomPx,
): Trial {
  const cells = cellsOf(setting, pieces, heightPx ?? endlessPx);
  const { lines, isForced } = breakLines(
    cells.map(({ piece }) => piece.text),
    cells.map(({ lengthPx }) => lengthPx),
    heightPx ?? endlessPx,
  );
  const acrossPx = columnWidthPx(setting, pieces);
  const columns = lines.map(({ from, to }) => cells.slice(from, to));
  const lengths = columns.map((column) => column.reduce((sum, { lengthPx }) => sum + lengthPx, 0));
  const longestPx = Math.max(0, ...lengths);
  const takenWidthPx = columns.length * acrossPx;
  // What is broken at a length, or not at all, is aligned within it.
  const [roomPx, boxPx] = [heightPx ?? longestPx, widthPx ?? takenWidthPx];
  const rightPx = boxPx - Math.max(0, (boxPx - takenWidthPx) / 2);
  const startOf = (lengthPx: number) => (roomPx - lengthPx) * { start: 0, centre: 0.5, end: 1 }[align];
  const tops = lengths.map(startOf);
  const box = {
    left: rightPx - takenWidthPx,
    right: rightPx,
    top: Math.min(...tops),
    bottom: Math.max(...tops.map((top, index) => top + (lengths[index] ?? 0))),
  };
  const placed = columns.flatMap((column, index) => {
    let y = tops[index] ?? 0;
    const x = rightPx - (index + 0.5) * acrossPx;
    return column.map((cell) => {
      const place = { cell, x, y };
      y += cell.lengthPx;
      return place;
    });
  });
  const layLetters = () =>
    passesOf(setting, pieces).flatMap(({ paintOf }) =>
      placed.map(({ cell, x, y }) => placedCell(setting, cell, { x, y }, (at) => paintOf(seenFrom(at, box)))),
    );
  return { layLetters, lines: box, takenWidthPx, takenHeightPx: longestPx, isForced };
}

function seenFrom(
  { x, y, isTurned }: Place,
  { left, top, right, bottom }: Trial['lines'],
): Parameters<ReturnType<typeof passesOf>[number]['paintOf']>[0] {
  // What stands upright is drawn where it stands; what is turned is drawn about its own corner.
  const from = isTurned ? { x, y } : { x: 0, y: 0 };
  return {
    leftPx: left - from.x,
    topPx: top - from.y,
    widthPx: right - left,
    heightPx: bottom - top,
    isTurned,
  };
}

function placedCell(
  setting: Setting,
  { piece, isTurned, lengthPx, size }: Cell,
  middle: { x: number; y: number },
  paintOf: (at: Place) => NonNullable<Parameters<typeof styledParagraph>[3]>['paintOf'],
): PlacedParagraph {
  const at = isTurned
    ? { x: middle.x + size.heightPx / 2, y: middle.y, isTurned }
    : {
        x: middle.x - size.widthPx / 2,
        y: middle.y + (lengthPx - spacingOf(setting, piece) - size.heightPx) / 2,
        isTurned,
      };
  const paint = paintOf(at);
  const options = {
    isVertical: !isTurned,
    isSpaced: isTurned,
    ...(paint !== undefined && { paintOf: paint }),
  };
  const paragraph = styledParagraph(setting, [piece], 'start', options);
  paragraph.layout(endlessPx);
  const centre = { x: middle.x, y: middle.y + (lengthPx - (isTurned ? 0 : spacingOf(setting, piece))) / 2 };
  const fontPx = fontSizeOf(piece.look, setting.heightPx);
  const motion = piece.motion === null ? null : placedMotion(piece.motion, centre, fontPx);
  return { paragraph, ...at, motion };
}

function cellsOf(setting: Setting, pieces: readonly TextPiece[], mostPx: number): Cell[] {
  const cells = new Map<string, Pick<Cell, 'isTurned' | 'lengthPx' | 'size'>>();
  const looks = new Map<TextPiece['look'], number>();
  const cellOf = (piece: TextPiece): Cell => {
    if (!looks.has(piece.look)) looks.set(piece.look, looks.size);
    const key = `${looks.get(piece.look)} ${piece.text}`;
    const known = cells.get(key) ?? measure(setting, piece);
    cells.set(key, known);
    return { piece, ...known };
  };
  return wordsOf(clustersOf(pieces)).flatMap((word) => {
    const cell = cellOf(word);
    // A word that is longer than a column is broken in its midst.
    return cell.isTurned && cell.lengthPx > mostPx ? clustersOf([word]).map(cellOf) : [cell];
  });
}

function measure(setting: Setting, piece: TextPiece): Omit<Cell, 'piece'> {
  const isTurned = !standsUpright(setting, piece);
  const paragraph = styledParagraph(setting, [piece], 'start', { isVertical: !isTurned, isSpaced: isTurned });
  paragraph.layout(endlessPx);
  const size = { widthPx: paragraph.getMaxIntrinsicWidth(), heightPx: paragraph.getHeight() };
  paragraph.delete();
  const fontPx = fontSizeOf(piece.look, setting.heightPx);
  // Pictures are wider, and as high as wide; numbers are set across.
  const uprightPx = /^\d/u.test(piece.text) ? fontPx : Math.max(fontPx, size.widthPx);
  const lengthPx = isTurned ? size.widthPx : uprightPx + spacingOf(setting, piece);
  return { isTurned, lengthPx: piece.text === '\n' ? 0 : Math.max(0, lengthPx), size };
}

/** Space after a letter that stands upright. */
function spacingOf({ heightPx }: Setting, { look }: TextPiece): number {
  return (look.letterSpacing ?? 0) * heightPx;
}

function standsUpright(setting: Setting, piece: TextPiece): boolean {
  if (/^\d{1,2}$/u.test(piece.text)) return true;
  if (!isUpright(piece.text)) return false;
  if (!turning.test(piece.text)) return true;
  // Turned by us, unless the font has another form of it.
  const [usual, vertical] = [false, true].map((isVertical) => {
    const paragraph = styledParagraph(setting, [piece], 'start', { isVertical });
    paragraph.layout(endlessPx);
    const glyphs = glyphsOf(paragraph);
    paragraph.delete();
    return glyphs;
  });
  return usual !== vertical;
}

function glyphsOf(paragraph: Paragraph): string {
  return paragraph
    .getShapedLines()
    .flatMap(({ runs }) => runs.map(({ glyphs }) => [...glyphs].join()))
    .join();
}

/** Letters that stand alone, and words of one look that do not. */
function wordsOf(clusters: readonly TextPiece[]): TextPiece[] {
  const cells: TextPiece[] = [];
  for (const cluster of clusters) {
    const last = cells.at(-1);
    const joins =
      last !== undefined &&
      areAlike(last, cluster) &&
      [last.text, cluster.text].every((text) => !isUpright(text) && !/\s$/u.test(text));
    if (joins) last.text += cluster.text;
    else cells.push({ ...cluster });
  }
  return cells;
}

function columnWidthPx({ heightPx }: Setting, pieces: readonly TextPiece[]): number {
  return Math.max(0, ...pieces.map(({ look }) => fontSizeOf(look, heightPx) * (look.lineHeight ?? 1.3)));
}
