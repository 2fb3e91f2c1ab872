import { tidyCues } from '@weireel/captions';
import { captionTextLength, WeireelError, type CaptionCue } from '@weireel/contract';

/** A piece is two minutes at most, and nobody says more in them. */
const mostSegments = 600;
/** What an engine means for itself, and markup: captions are plain text. */
const notSpoken = /<\|[^|<>]{0,64}\|>|<\/?[a-z!][^<>]{0,1000}>/gi;

/**
 * What an engine answered, as captions. Whatever it says is bounded by what it was given: times lie within the piece and
 * follow each other, and texts are plain.
 *
 * @param answer `verbose_json` of an OpenAI-compatible transcription: `segments` with `start` and `end` in seconds
 * @param piece where the piece begins in the film, and how long it is, in milliseconds
 * @throws WeireelError `speech_failed`: this is no transcript
 */
export function cleanTranscript(
  answer: unknown,
  { fromMs, lengthMs }: { fromMs: number; lengthMs: number },
): CaptionCue[] {
  const segments = memberOf(answer, 'segments');
  if (!Array.isArray(segments))
    throw new WeireelError('speech_failed', { detail: 'no segments were answered' });
  const heard = segments
    .slice(0, mostSegments)
    .flatMap((segment: unknown) => {
      const [start, end, text] = ['start', 'end', 'text'].map((name) => memberOf(segment, name));
      if (typeof start !== 'number' || typeof end !== 'number' || typeof text !== 'string') return [];
      const within = (seconds: number): number =>
        Math.round(Math.min(lengthMs, Math.max(0, seconds * 1000 || 0)));
      return [{ startMs: within(start), endMs: within(end), text: plainOf(text) }];
    })
    .toSorted((a, b) => a.startMs - b.startMs);
  const cues = heard.map(({ startMs, endMs, text }, n): CaptionCue => {
    // One speaker is heard at a time: a line is gone when the next one comes.
    const untilMs = Math.min(endMs, heard[n + 1]?.startMs ?? endMs);
    return { startMs: fromMs + startMs, endMs: fromMs + untilMs, text, words: null };
  });
  // What has no time or no words left is no caption.
  return tidyCues(cues).cues;
}

function plainOf(text: string): string {
  const plain = text
    .slice(0, 2 * captionTextLength)
    .toWellFormed()
    .replaceAll(notSpoken, '')
    .trim();
  return plain.slice(0, captionTextLength).toWellFormed();
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name]; // as: an object that has it
}
