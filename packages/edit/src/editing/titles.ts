import {
  durationOf,
  endOf,
  isKnownItem,
  type EditDocument,
  type Item,
  type KnownItem,
  type Track,
} from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks, ticksOfSeconds } from '../time/ticks.ts';
import { isOverFilm } from './clips.ts';

/** Words on the picture. */
export type Title = Extract<KnownItem, { kind: 'text' }>;

/** How words look. */
export type TitleLook = NonNullable<Title['runs'][number]['look']>;

/** Where words stand, as a share of the canvas’s height: in the middle of its thirds. */
export const thirds = { top: 0.16, middle: 0.5, bottom: 0.84 } as const;

/** Sizes of type, as shares of the canvas’s height. */
export const titleSizes = { min: 0.02, max: 0.2, step: 0.005 } as const;

const usualSeconds = 3;
const animationSeconds = 0.5;
const loopSeconds = 1.6;
const revealSeconds = 0.4;
/** From one unit to the next. */
const staggerSeconds = { glyph: 0.06, word: 0.12, line: 0.4 } as const;

/** What of a title appears as one. */
export type RevealUnit = keyof typeof staggerSeconds;

/** All units of titles. */
export const revealUnits: readonly RevealUnit[] = ['glyph', 'word', 'line'];

/** An item as a title; null: it is none. */
export function asTitle(item: Item | null | undefined): Title | null {
  return item != null && isKnownItem(item) && item.kind === 'text' ? item : null;
}

/** The words of a title. */
export function wordsOf({ runs }: Title): string {
  return runs.map(({ text }) => text).join('');
}

/** How a title’s first words look. */
export function titleLookOf({ styles }: EditDocument, { runs, style }: Title): TitleLook {
  const shared = style !== undefined && Object.hasOwn(styles, style) ? styles[style] : {};
  return { ...shared, ...runs[0]?.look };
}

/** Whether a track lies over the film and has nothing but titles: the one that is taken away with its last. */
export function isTitleTrack(document: EditDocument, track: Track): boolean {
  return isOverFilm(document, track) && track.items.every((item) => asTitle(item) !== null);
}

/**
 * What puts words over the film at a time: on the first track of titles that is free there, or on a new one above all.
 * They end with the film, so that they do not make it longer; nothing where there is no film.
 */
export function insertTitle(
  document: EditDocument,
  { at, words, newId }: { at: number; words: string; newId: () => string },
): Operation[] {
  const frame = exactFrameTicks(document.fps);
  const whole = (ticks: number): number => Math.floor(ticks / frame) * frame;
  const end = whole(durationOf(document));
  const duration = Math.min(whole(ticksOfSeconds(usualSeconds)), end);
  if (duration === 0) return [];
  const start = Math.max(0, Math.min(whole(at), end - duration));
  const isFree = ({ items }: Track): boolean =>
    items.every((item) => endOf(item) <= start || item.start >= start + duration);
  const present = document.tracks.find(
    (track) => track.locked !== true && isTitleTrack(document, track) && isFree(track),
  );
  const track: Track = present ?? { id: newId(), kind: 'visual', items: [], transitions: [] };
  const { widthPx, heightPx } = document.canvas;
  // As large beside a wide picture as beside an upright one.
  const size = (0.09 * Math.min(widthPx, heightPx)) / heightPx;
  const look: TitleLook = { size: roundedSize(size), weight: 700 };
  const item: Title = {
    ...{ kind: 'text', id: newId(), start, duration, width: 0.9, fitsBox: true },
    runs: [{ text: words, look }],
  };
  return [
    ...(present === undefined ? [{ kind: 'addTrack', track, index: document.tracks.length } as const] : []),
    { kind: 'insert', track: track.id, item },
  ];
}

/** What gives a title other words; those of several looks take the first. */
export function setWords({ id, runs }: Title, text: string): Operation {
  const [first] = runs;
  return { kind: 'setItem', item: id, field: 'runs', value: [{ ...first, text }] };
}

/** What changes how all words of a title look; undefined takes a part of it away. */
export function setTitleLook(
  { id, runs }: Title,
  change: { [Name in keyof TitleLook]?: TitleLook[Name] | undefined },
): Operation {
  const value = runs.map((run) => {
    const look = Object.entries({ ...run.look, ...change }).filter(([, each]) => each !== undefined);
    return { ...run, look: Object.fromEntries(look) };
  });
  return { kind: 'setItem', item: id, field: 'runs', value };
}

/** What puts a title elsewhere on the picture, in shares of the canvas. */
export function placeTitle({ id, transform }: Title, place: { x?: number; y?: number }): Operation {
  return { kind: 'setItem', item: id, field: 'transform', value: { ...transform, ...place } };
}

/** What lets a title run in columns, or in lines again; either is broken within nine tenths of the canvas. */
export function setVertical({ id }: Title, isVertical: boolean): Operation[] {
  const set = (field: string, value: number | true | null): Operation => ({
    ...{ kind: 'setItem', item: id, field, value },
  });
  return [
    set('isVertical', isVertical ? true : null),
    set('width', isVertical ? null : 0.9),
    set('height', isVertical ? 0.9 : null),
  ];
}

/** What lets a title come or go by a preset; null: at once. It takes half a second, or half of a short title. */
export function animateTitle(
  { id, duration, animation }: Title,
  edge: 'in' | 'out',
  preset: string | null,
): Operation {
  const { [edge]: _, ...rest } = animation ?? {};
  const length = Math.max(1, Math.min(ticksOfSeconds(animationSeconds), Math.floor(duration / 2)));
  const value = preset === null ? rest : { ...rest, [edge]: { preset, duration: length } };
  const isNone = Object.keys(value).length === 0;
  return { kind: 'setItem', item: id, field: 'animation', value: isNone ? null : value };
}

/** What lets a title move while it is there, by a preset; null: it stands. */
export function loopTitle({ id, animation }: Title, preset: string | null): Operation {
  const { loop: _, ...rest } = animation ?? {};
  const value = preset === null ? rest : { ...rest, loop: { preset, period: ticksOfSeconds(loopSeconds) } };
  const isNone = Object.keys(value).length === 0;
  return { kind: 'setItem', item: id, field: 'animation', value: isNone ? null : value };
}

/**
 * What lets a title appear unit by unit, by a preset; null: all at once. The last unit appears in half of the title's time
 * at the latest.
 */
export function revealTitle(title: Title, preset: string | null, unit: RevealUnit): Operation {
  const { id, duration } = title;
  const words = wordsOf(title);
  const count = unit === 'line' ? words.split('\n').length : [...words].length;
  const half = Math.floor(duration / 2);
  const length = Math.max(1, Math.min(ticksOfSeconds(revealSeconds), half));
  const step = ticksOfSeconds(staggerSeconds[unit]);
  const stagger = Math.max(1, Math.min(step, Math.floor((half - length) / Math.max(1, count))));
  const value = preset === null ? null : { unit, preset, duration: length, stagger };
  return { kind: 'setItem', item: id, field: 'reveal', value };
}

function roundedSize(size: number): number {
  const { min, max, step } = titleSizes;
  const steps = Math.round(Math.min(max, Math.max(min, size)) / step);
  return Number((steps * step).toFixed(3));
}
