import { clockMs, clockOf } from './reading.ts';

/** A moment as people write it: `1:02.500`, `1:00:02.500`. */
export function writeCaptionTime(ms: number): string {
  const { hours, minutes, seconds, thousandths } = clockOf(ms);
  const [h, m] = [Number(hours), Number(minutes)];
  return `${h > 0 ? `${h}:${minutes}` : m}:${seconds}.${thousandths}`;
}

/** Reads a moment: hours and minutes may be missing, and so may the fraction; null: it is none. */
export function readCaptionTime(text: string): number | null {
  const [, h, m, s, f] =
    /^\s*(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,2})(?:[.,](\d{1,3}))?\s*$/.exec(text.replaceAll('：', ':')) ??
    [];
  return s === undefined ? null : clockMs(h, m, s, f);
}
