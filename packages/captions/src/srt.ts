import { type Cue, wordJoiner } from './cue.ts';
import { Reading, clockMs, clockOf } from './reading.ts';

// Hours may be missing, a point may stand for the comma, and some programs write coordinates behind.
const timing =
  /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?(?:\s.*)?$/;

const tags = /<\/?(?:b|i|u|s|font)(?:\s[^<>\n]*)?>|\{\\[^{}\n]*\}/gi;

/** Reads the lines of a SubRip file. */
export function readSrt(lines: string[]): Reading {
  const reading = new Reading();
  const starts = lines.flatMap((line, index) => (line.includes('-->') && timing.test(line) ? [index] : []));
  if (starts.length === 0 && lines.some((line) => line.trim() !== '')) reading.tell(1, 'bad_time');
  starts.forEach((start, index) => {
    const [, h, m, s, f, h2, m2, s2, f2] = timing.exec(lines[start] ?? '') ?? [];
    const next = starts[index + 1] ?? lines.length;
    const body = lines.slice(start + 1, next);
    // The number of the next cue belongs to it.
    if (next < lines.length && /^\s*\d+\s*$/.test(body.at(-1) ?? '')) body.pop();
    const end = body.findIndex((line) => line.trim() === '');
    const text = (end === -1 ? body : body.slice(0, end)).join('\n');
    reading.add(start + 1, clockMs(h, m, s, f), clockMs(h2, m2, s2, f2), text.replaceAll(tags, ''));
  });
  return reading;
}

/** Writes a SubRip file. */
export function writeSrt(cues: readonly Cue[]): string {
  return cues
    .map(({ startMs, endMs, text }, index) => {
      return `${index + 1}\n${clock(startMs)} --> ${clock(endMs)}\n${escape(text)}\n`;
    })
    .join('\n');
}

function clock(ms: number): string {
  const { hours, minutes, seconds, thousandths } = clockOf(ms);
  return `${hours}:${minutes}:${seconds},${thousandths}`;
}

/** SubRip has no way to write a tag as text, so that something invisible keeps it from being one. */
function escape(text: string): string {
  return text.replaceAll(/(<(?=\/?[bisuf])|\{(?=\\)|--(?=>))/gi, `$1${wordJoiner}`);
}
