import type { Chapter } from '@weireel/contract';
import { formatClock } from '../words/figures.ts';

/** A chapter as a line of a plain text file: `1:05 Title`, `1:05.250 Title`. */
export function writeChapterLine({ startMs, title }: Chapter): string {
  const fraction = startMs % 1000;
  return `${formatClock(startMs)}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`} ${title}`;
}

/** Reads such a line; null: it is none. What the server holds against a chapter is not asked. */
export function readChapterLine(line: string): Chapter | null {
  const [, h = '0', m, s, fraction = '0', title = ''] =
    /^\s*(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:\.(\d{3}))?\s+(\S.*)$/.exec(line) ?? [];
  if (m === undefined || Number(s) > 59) return null;
  const seconds = (Number(h) * 60 + Number(m)) * 60 + Number(s);
  return { startMs: seconds * 1000 + Number(fraction), title: title.trim() };
}
