import type { Playback } from '@weireel/contract';

/** Sheets of small pictures of a video, at even distances in time. */
export type Storyboard = NonNullable<Playback['storyboard']>;

/** On which sheet the picture of a moment lies, and where, in pixels from its top left. */
export function tileAt(board: Storyboard, positionMs: number): { sheetUrl: string; x: number; y: number } {
  const wanted = Math.floor(positionMs / board.intervalMs);
  const index = Math.min(board.count - 1, Math.max(0, wanted));
  const row = Math.floor(index / board.columns);
  return {
    sheetUrl: board.imageUrls[Math.floor(row / board.rows)] ?? board.imageUrl,
    x: (index % board.columns) * board.tileWidthPx,
    y: (row % board.rows) * board.tileHeightPx,
  };
}

/** The picture of a moment as it is shown, in pixels of the screen: a window of `width` × `height` onto its sheet. */
export interface ScaledTile {
  /** The sheet. */
  sheetUrl: string;
  /** Width of the window. */
  width: number;
  /** Its height. */
  height: number;
  /** How far the sheet is moved to the left, so that the picture is in the window. */
  x: number;
  /** How far it is moved up. */
  y: number;
  /** Width of the whole sheet. */
  sheetWidth: number;
  /** Its height. */
  sheetHeight: number;
}

/**
 * The picture of a moment in another size.
 *
 * @param longEdgePx its longer edge on the screen
 */
export function scaledTileAt(board: Storyboard, positionMs: number, longEdgePx: number): ScaledTile {
  const { tileWidthPx, tileHeightPx, columns, rows } = board;
  const scale = longEdgePx / Math.max(tileWidthPx, tileHeightPx);
  const { sheetUrl, x, y } = tileAt(board, positionMs);
  return {
    ...{ sheetUrl, width: tileWidthPx * scale, height: tileHeightPx * scale, x: x * scale, y: y * scale },
    ...{ sheetWidth: tileWidthPx * columns * scale, sheetHeight: tileHeightPx * rows * scale },
  };
}
