/** A caption and when it is shown. */
export interface Cue {
  /** When it appears, in milliseconds. */
  startMs: number;
  /** When it is gone, in milliseconds; after `startMs`. */
  endMs: number;
  /** Plain text; lines are parted by `\n`, and none is empty. */
  text: string;
  /** Parts of the text with their own times, which together are the text; null: the file times none. */
  words: CueWord[] | null;
}

/** A part of a caption with its own time. */
export interface CueWord {
  /** Its text, with the space that belongs to it. */
  text: string;
  /** When it is spoken, in milliseconds. */
  startMs: number;
  /** When it has been spoken, in milliseconds. */
  endMs: number;
}

/** Formats of caption files. */
export type CaptionFormat = 'srt' | 'vtt' | 'ass';

/** What a caption file may hold, and how far its times may go. */
export const captionLimits = {
  /** Characters of the file. */
  characters: 1_000_000,
  /** Cues. */
  cues: 5000,
  /** The latest time, in milliseconds: 24 h. */
  endMs: 86_400_000,
} as const;

/**
 * Invisible, and no place to break a line at: parts what would be read as more than text. Texts have none of their
 * own.
 */
export const wordJoiner = '\u2060';

/** Text as a cue has it: no empty lines, no space around lines, no control characters. */
export function plainText(text: string): string {
  return (
    text
      // Control characters, but for line ends and tabs: no screen shows them, and some programs choke on them.
      .replaceAll(/[^\P{Cc}\n\t]/gu, '')
      .replaceAll(wordJoiner, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n')
  );
}
