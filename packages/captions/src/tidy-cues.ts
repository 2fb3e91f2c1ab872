import { type Cue, captionLimits } from './cue.ts';
import type { CaptionProblem } from './read-captions.ts';
import { Reading } from './reading.ts';

/** Cues as they are stored, and what is wrong with those that cannot be. */
export interface TidyCues {
  /** Those that are right, in the order of their times. */
  cues: Cue[];
  /** What is wrong; `line` is the number of the cue as it was given, from 1. */
  problems: CaptionProblem[];
}

/** Makes cues that somebody wrote as plain as those of a file: a list is stored only if nothing is wrong with it. */
export function tidyCues(given: readonly Cue[]): TidyCues {
  const reading = new Reading();
  given.slice(0, captionLimits.cues).forEach(({ startMs, endMs, text, words }, index) => {
    reading.add(index + 1, startMs < 0 ? null : startMs, endMs, text, words);
  });
  if (given.length > captionLimits.cues) reading.tell(captionLimits.cues + 1, 'too_many');
  return { cues: inOrder(reading.cues), problems: reading.problems };
}

/** Cues in the order of their times. */
export function inOrder(cues: readonly Cue[]): Cue[] {
  return cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}
