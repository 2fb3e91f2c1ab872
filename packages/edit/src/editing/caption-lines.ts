import { durationOf, endOf, isKnownItem } from '../edit-document.ts';
import type { EditDocument, Item, KnownItem, Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks, ticksOfSeconds } from '../time/ticks.ts';
import { thirds } from './titles.ts';

/** Words that are spoken, with their time. */
export type CaptionLine = Extract<KnownItem, { kind: 'caption' }>;

/** How long a line is shown at first, in seconds, where nothing follows it sooner. */
const usualSeconds = 3;

/** An item as a line of captions; null: it is none. */
export function asCaption(item: Item | null | undefined): CaptionLine | null {
  return item != null && isKnownItem(item) && item.kind === 'caption' ? item : null;
}

/** What a line says. */
export function captionWordsOf({ words }: CaptionLine): string {
  return words.map(({ text }) => text).join('');
}

/** All lines of a film, in the order of their times. */
export function captionLinesOf({ tracks }: EditDocument): CaptionLine[] {
  return tracks
    .filter(({ kind }) => kind === 'caption')
    .flatMap(({ items }) => items.map(asCaption).filter((line) => line !== null))
    .sort((a, b) => a.start - b.start);
}

/**
 * What puts a line at a time, on the first track of captions, or on a new one above all. It ends where the next one
 * begins, and with the film; nothing where there is no film, or where a line is already.
 */
export function insertCaption(
  document: EditDocument,
  { at, text, newId }: { at: number; text: string; newId: () => string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const whole = (ticks: number): number => Math.floor(ticks / frame) * frame;
  const present = document.tracks.find(({ kind, locked }) => kind === 'caption' && locked !== true);
  const track: Track = present ?? { id: newId(), kind: 'caption', items: [], transitions: [] };
  const start = whole(at);
  const later = track.items.filter((item) => endOf(item) > start).map((item) => item.start);
  const end = Math.min(start + ticksOfSeconds(usualSeconds), whole(durationOf(document)), ...later);
  const duration = whole(end - start);
  if (duration <= 0) return [];
  const item: CaptionLine = {
    ...{ kind: 'caption', id: newId(), start, duration },
    words: [{ text, at: 0, duration }],
    // Long lines are broken, and none runs out of the picture.
    ...{ width: 0.9, fitsBox: true, transform: { y: thirds.bottom } },
  };
  return [
    ...(present === undefined ? [{ kind: 'addTrack', track, index: document.tracks.length } as const] : []),
    { kind: 'insert', track: track.id, item },
  ];
}

/** What lets a line say something else, for as long as it is shown. */
export function setCaptionWords({ id, duration }: CaptionLine, text: string): Operation {
  return { kind: 'setItem', item: id, field: 'words', value: [{ text, at: 0, duration }] };
}
