import { type Cue, type CueWord, captionLimits, plainText } from './cue.ts';
import type { CaptionProblem } from './read-captions.ts';

/** Cues that are being read. */
export class Reading {
  /** What was read. */
  readonly cues: Cue[] = [];
  /** What was left out. */
  readonly problems: CaptionProblem[] = [];

  /** Takes a cue, or tells why it is none. */
  add(
    line: number,
    startMs: number | null,
    endMs: number | null,
    text: string,
    words: CueWord[] | null = null,
  ): void {
    const plain = plainText(text);
    if (startMs === null || endMs === null || endMs > captionLimits.endMs) this.tell(line, 'bad_time');
    else if (endMs <= startMs) this.tell(line, 'no_duration');
    else if (plain === '') this.tell(line, 'no_text');
    else
      this.cues.push({ startMs, endMs, text: plain, words: words === null ? null : withinCue(words, plain) });
  }

  /** Tells of something that is no cue. */
  tell(line: number, code: CaptionProblem['code']): void {
    // A file that is something else altogether has one in every line.
    if (this.problems.length < 100) this.problems.push({ line, code });
  }
}

/** Words as they stand in the text of their cue; null where they do not make it up. */
function withinCue(words: CueWord[], text: string): CueWord[] | null {
  const inTime = words.every(({ startMs, endMs }, index) => {
    return endMs > startMs && startMs >= (words[index - 1]?.endMs ?? 0);
  });
  return inTime && words.map((word) => word.text).join('') === text ? words : null;
}

/** Milliseconds of hours (which may be missing), minutes, seconds and a fraction; null where they are none. */
export function clockMs(hours: string | undefined, minutes = '', seconds = '', fraction = ''): number | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction === '' ? '0' : fraction}`) * 1000);
}

/** A time as its parts, padded to two digits, with milliseconds of three. */
export function clockOf(ms: number): {
  hours: string;
  minutes: string;
  seconds: string;
  thousandths: string;
} {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return {
    hours: two(ms / 3_600_000),
    minutes: two((ms / 60_000) % 60),
    seconds: two((ms / 1000) % 60),
    thousandths: String(Math.floor(ms % 1000)).padStart(3, '0'),
  };
}
