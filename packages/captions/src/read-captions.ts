import { type CaptionFormat, type Cue, captionLimits } from './cue.ts';
import { readAss } from './ass.ts';
import { readSrt } from './srt.ts';
import { readVtt } from './vtt.ts';

/** What was read of a caption file. */
export interface ReadCaptions {
  /** The format by which it was read. */
  format: CaptionFormat;
  /** Its cues, in the order of their times; empty: it is no caption file. */
  cues: Cue[];
  /** What was left out. */
  problems: CaptionProblem[];
}

/** Something in a file that is no cue. */
export interface CaptionProblem {
  /** Where it begins; the first line is 1. */
  line: number;
  /** What is wrong: a time that is none, an end that is not after its start, no text, too much of all. */
  code: 'bad_time' | 'no_duration' | 'no_text' | 'too_many';
}

/** Reads a caption file of any of the formats, as it comes from somebody. */
export function readCaptions(input: string): ReadCaptions {
  const isTooLong = input.length > captionLimits.characters;
  const text = (isTooLong ? '' : input).replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const format = formatOf(text);
  const readers = { srt: readSrt, vtt: readVtt, ass: readAss };
  const { cues, problems } = readers[format](text.split('\n'));
  const inOrder = cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const isTooMany = isTooLong || inOrder.length > captionLimits.cues;
  return {
    format,
    cues: inOrder.slice(0, captionLimits.cues),
    problems: isTooMany ? [...problems, { line: 1, code: 'too_many' }] : problems,
  };
}

function formatOf(text: string): CaptionFormat {
  const start = text.slice(0, 10_000);
  if (/^WEBVTT(?:[ \t\n]|$)/.test(start)) return 'vtt';
  return /^\s*\[(?:Script Info|V4\+? Styles|Events)\]/i.test(start) ? 'ass' : 'srt';
}
