import type { Playback } from '@weireel/contract';

/** A sheet of small pictures of a video, at even distances in time. */
export type Storyboard = NonNullable<Playback['storyboard']>;

/** Where the picture of a moment lies on the sheet, in pixels from its top left. */
export function tileAt(board: Storyboard, positionMs: number): { x: number; y: number } {
  const wanted = Math.floor(positionMs / board.intervalMs);
  const index = Math.min(board.count - 1, Math.max(0, wanted));
  const row = Math.floor(index / board.columns);
  return { x: (index % board.columns) * board.tileWidthPx, y: row * board.tileHeightPx };
}
