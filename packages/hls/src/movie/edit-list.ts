import { type Box, findBox, readBoxes } from '../mp4/box.ts';
import { readTable } from './read-table.ts';
import type { SampleTimes } from './sample-times.ts';

/** A part of the media that is shown, or a pause (ISO/IEC 14496-12 section 8.6.6). */
export interface Edit {
  /** For how long; 0: until the media ends. */
  lengthMs: number;
  /** Where in the media it begins; null: nothing is shown. */
  mediaMs: number | null;
}

/** Reads the edit list of a track; none when it has none. `timescale` is that of its media. */
export function readEdits(
  trak: Box[],
  { movieTimescale, timescale }: { movieTimescale: number; timescale: number },
): Edit[] {
  const edits = findBox(trak, 'edts');
  const list = edits && findBox(readBoxes(edits.payload), 'elst');
  if (!list) return [];
  const isWide = list.payload[0] === 1;
  return readTable(list, (fields) => {
    const length = isWide ? fields.u64() : fields.u32();
    // A time of -1, in 32 or 64 bits, shows nothing; none is so large.
    const time = isWide ? fields.i32() * 2 ** 32 + fields.u32() : fields.i32();
    fields.skip(4);
    return {
      lengthMs: (length * 1000) / movieTimescale,
      mediaMs: time < 0 ? null : (time * 1000) / timescale,
    };
  });
}

/** Edits that put a track together: those that show nothing (a delay) count where they are in between. */
export function countEdits(edits: readonly Edit[]): number {
  const firstShown = edits.findIndex(({ mediaMs }) => mediaMs !== null);
  return firstShown < 0 ? 1 : edits.length - firstShown;
}

/** Where media lies on the clock of the movie. */
export interface Shown {
  /** When the first of it is shown. */
  startMs: number;
  /** When the last of it ends. */
  endMs: number;
  /** How much later than on its own clock what the first edit shows is shown. */
  movedByMs: number;
}

/** What edits show of the media: none reaches beyond its end, whatever it says. */
export function showEdits(
  edits: readonly Edit[],
  times: SampleTimes,
  toMs: (ticks: number) => number,
): Shown {
  const media = { startMs: toMs(times.shownFrom), endMs: toMs(times.shownUntil) };
  let atMs = 0;
  let shown: Shown | null = null;
  for (const { lengthMs, mediaMs } of edits) {
    const longestMs = mediaMs === null ? lengthMs : Math.max(0, media.endMs - mediaMs);
    const endMs = atMs + (lengthMs > 0 ? Math.min(lengthMs, longestMs) : longestMs);
    if (mediaMs !== null) {
      const movedByMs: number = shown?.movedByMs ?? atMs - mediaMs;
      const startMs: number = shown?.startMs ?? Math.max(atMs, media.startMs + movedByMs);
      shown = { startMs, endMs, movedByMs };
    }
    atMs = endMs;
  }
  return shown ?? { ...media, movedByMs: 0 };
}
