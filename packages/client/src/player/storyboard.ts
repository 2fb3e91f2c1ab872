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
