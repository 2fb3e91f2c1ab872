import { readCaptionTime, writeCaptionTime } from '@weireel/captions';
import { formatClock } from '@weireel/client';
import type { Chapter } from '@weireel/contract';

/** A chapter while somebody writes it. */
export interface ChapterRow {
  /** Tells the rows from each other. */
  id: number;
  /** When it begins, as it is written. */
  time: string;
  /** Its title, as it is written. */
  title: string;
}

/** What keeps a row from being a chapter. */
export type RowFault = 'badTime' | 'tooLate' | 'twice' | 'noName';

/** A moment as people write it, without a fraction where there is none. */
export function writeTime(ms: number): string {
  return ms % 1000 === 0 ? formatClock(ms) : writeCaptionTime(ms);
}

/** The rows in the order of time; those whose time is none keep to the row before them. */
export function inOrder(rows: readonly ChapterRow[]): ChapterRow[] {
  let last = 0;
  return rows
    .map((row) => ({ row, ms: (last = readCaptionTime(row.time) ?? last) }))
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ row }) => row);
}

/** What is wrong with each row, by its id; empty: they are chapters. */
export function faultsOf(rows: readonly ChapterRow[], durationMs: number | null): Map<number, RowFault> {
  const faults = new Map<number, RowFault>();
  const taken = new Set<number>();
  for (const { id, time, title } of rows) {
    const ms = readCaptionTime(time);
    if (ms === null) faults.set(id, 'badTime');
    else if (ms >= (durationMs ?? Infinity)) faults.set(id, 'tooLate');
    else if (taken.has(ms)) faults.set(id, 'twice');
    else if (title.trim() === '') faults.set(id, 'noName');
    if (ms !== null) taken.add(ms);
  }
  return faults;
}

/** The rows as chapters, in the order of time; of rows without fault. */
export function chaptersOf(rows: readonly ChapterRow[]): Chapter[] {
  return inOrder(rows).flatMap(({ time, title }) => {
    const startMs = readCaptionTime(time);
    return startMs === null ? [] : [{ startMs, title: title.trim() }];
  });
}
