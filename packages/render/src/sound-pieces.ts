import { type EditDocument, type SoundSegment, evaluateSound, sourceAt, ticksPerSecond } from '@weireel/edit';
import { sampleRate } from './sound-arguments.ts';

/** How many times as fast, as a fraction. */
export interface Speed {
  /** Above the line. */
  num: number;
  /** Below the line. */
  den: number;
}

/** A stretch of the mix that comes from one file. */
export interface SoundPiece {
  /** What it is of the document. */
  segment: SoundSegment;
  /** The first sample of the mix that it is heard in. */
  from: number;
  /** The first sample of the mix that it is not heard in any more. */
  to: number;
  /**
   * Of its file's sound: the first sample that is decoded, how many come of it, with which tempo, how many semitones
   * higher, and how much of its noise is taken away, from 0 to 1.
   */
  decoded: { first: number; count: number; tempo: Speed | null; pitch: number; denoise: number };
  /**
   * Which of the decoded samples is heard: those after one another, the same backwards, or as the source's time
   * passes; `stretched`: so, with its pitch kept, which makes of them as many as the piece has (`stretchSound`).
   */
  order: 'forward' | 'backward' | 'timed' | 'stretched';
  /** Whether its beginning and its end go on without a break from, and into, a neighbour. */
  goesOn: { before: boolean; after: boolean };
}

/** Ticks of one sample. */
export const sampleTicks = ticksPerSecond / sampleRate;

/** All sound of a document, as what is decoded of which file and where it is heard. */
export function soundPieces(document: EditDocument): SoundPiece[] {
  const pieces = evaluateSound(document).flatMap((segment) => {
    const piece = pieceOf(segment);
    return piece === null ? [] : [piece];
  });
  const begins = new Set(pieces.map((piece) => placeOf(piece, piece.segment.start)));
  const ends = new Set(pieces.map((piece) => placeOf(piece, piece.segment.end)));
  return pieces.map((piece) => {
    // What is stretched ends a little before or after its own place.
    if (piece.order === 'stretched') return piece;
    const before = ends.has(placeOf(piece, piece.segment.start));
    return { ...piece, goesOn: { before, after: begins.has(placeOf(piece, piece.segment.end)) } };
  });
}

/** The source's sample, with its fraction, at a tick of the timeline. */
export function sourceSampleAt({ timing, clipStart }: SoundSegment, at: number): number {
  return sourceAt(timing, at - clipStart) / sampleTicks;
}

function pieceOf(segment: SoundSegment): SoundPiece | null {
  const [from, to] = [segment.start, segment.end].map((ticks) => Math.ceil(ticks / sampleTicks));
  if (from === undefined || to === undefined || to <= from) return null;
  const [start, end] = [from, to].map((sample) => sourceSampleAt(segment, sample * sampleTicks));
  const [low, high] = [Math.min(start ?? 0, end ?? 0), Math.max(start ?? 0, end ?? 0)];
  const isReversed = (end ?? 0) < (start ?? 0);
  const order = isReversed ? 'backward' : 'forward';
  const rest = { segment, from, to, goesOn: { before: false, after: false } };
  const first = Math.max(0, Math.round(low));
  const speed = constantSpeed(segment);
  const { pitch, denoise } = segment;
  if (speed !== null && (speed.num === speed.den || segment.keepsPitch)) {
    const tempo = speed.num === speed.den ? null : speed;
    return { ...rest, order, decoded: { first, count: to - from, tempo, pitch, denoise } };
  }
  // One more on each side, between which it is read.
  const around = { first: Math.max(0, Math.floor(low) - 1), end: Math.ceil(high) + 2 };
  return {
    ...rest,
    order: segment.keepsPitch && speed === null ? 'stretched' : 'timed',
    decoded: { first: around.first, count: around.end - around.first, tempo: null, pitch, denoise },
  };
}

/** The one speed of a clip; null when it changes. */
function constantSpeed({ timing }: SoundSegment): Speed | null {
  const { retime } = timing;
  if (retime === undefined) return { num: 1, den: 1 };
  return retime.kind === 'constant' ? retime.speed : null;
}

/** Where a file's sound is at a time of the timeline: two that agree go on as one. */
function placeOf({ segment, order, decoded }: SoundPiece, at: number): string {
  return [
    segment.sha256,
    at,
    Math.round(sourceSampleAt(segment, at)),
    order,
    JSON.stringify([decoded.tempo, decoded.pitch, decoded.denoise]),
  ].join();
}
