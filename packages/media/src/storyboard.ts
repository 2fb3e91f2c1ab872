import type { Size } from './display-size.ts';

/** Sheets of small pictures taken at even distances, for seeking. */
export interface Storyboard {
  /** Distance between two pictures in milliseconds. */
  intervalMs: number;
  /** Number of pictures; the first is at 0. */
  count: number;
  /** Pictures per row. */
  columns: number;
  /** Rows of a sheet; the last sheet may not fill them. */
  rows: number;
  /** Width of one picture in pixels. */
  tileWidthPx: number;
  /** Height of one picture in pixels. */
  tileHeightPx: number;
}

const shortestIntervalMs = 1000;
/** 100 pictures of 160 × 90 are one JPEG of some 300 kB. */
const mostPerSheet = 100;
const mostColumns = 10;
const mostSheets = 8;
const longEdgePx = 160;

/** Lays out the storyboard of a clip: a picture a second, fewer for clips longer than 800 s. */
export function planStoryboard(durationMs: number, display: Size): Storyboard {
  const most = mostPerSheet * mostSheets;
  const intervalMs = Math.max(shortestIntervalMs, Math.ceil(durationMs / most));
  const count = Math.max(1, Math.min(most, Math.ceil(durationMs / intervalMs)));
  const columns = Math.min(mostColumns, count);
  const scale = longEdgePx / Math.max(display.widthPx, display.heightPx);
  const even = (length: number): number => Math.max(2, Math.round((length * scale) / 2) * 2);
  return {
    intervalMs,
    count,
    columns,
    rows: Math.ceil(Math.min(mostPerSheet, count) / columns),
    tileWidthPx: even(display.widthPx),
    tileHeightPx: even(display.heightPx),
  };
}

/** Number of sheets. */
export function countSheets({ count, columns, rows }: Storyboard): number {
  return Math.ceil(count / (columns * rows));
}

/** The storyboard as WebVTT whose cues name a rectangle of a sheet each (Media Fragments `#xywh=`). */
export function writeStoryboardVtt(
  storyboard: Storyboard,
  durationMs: number,
  sheetUris: readonly string[],
): string {
  const { intervalMs, count, columns, rows, tileWidthPx, tileHeightPx } = storyboard;
  const cues = Array.from({ length: count }, (_, n) => {
    const endMs = n === count - 1 ? Math.max(durationMs, n * intervalMs + 1) : (n + 1) * intervalMs;
    const x = (n % columns) * tileWidthPx;
    const y = (Math.floor(n / columns) % rows) * tileHeightPx;
    const sheetUri = sheetUris[Math.floor(n / (columns * rows))] ?? '';
    return `${clock(n * intervalMs)} --> ${clock(endMs)}\n${sheetUri}#xywh=${x},${y},${tileWidthPx},${tileHeightPx}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function clock(ms: number): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const seconds = Math.floor(ms / 1000);
  return [
    `${digits(Math.floor(seconds / 3600), 2)}:${digits(Math.floor(seconds / 60) % 60, 2)}`,
    `:${digits(seconds % 60, 2)}.${digits(Math.round(ms % 1000), 3)}`,
  ].join('');
}
