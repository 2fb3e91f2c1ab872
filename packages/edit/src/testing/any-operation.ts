import fc from 'fast-check';
import { type EditDocument, type Item, endOf } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { exactFrameTicks } from '../time/ticks.ts';
import { seconds } from './sample-document.ts';

/** Numbers that choose an operation for whatever document they meet. */
export type Choice = readonly [kind: number, which: number, other: number, amount: number, flag: boolean];

/** Any choice. */
export const anyChoice: fc.Arbitrary<Choice> = fc.tuple(
  fc.nat(1000),
  fc.nat(1000),
  fc.nat(1000),
  fc.integer({ min: -60, max: 60 }),
  fc.boolean(),
);

/**
 * The operation that a choice stands for in this document: of any kind, on anything that is there, by some frames.
 * Many are refused, as those of people are.
 *
 * @param newId for what it makes
 */
export function chosenOperation(document: EditDocument, choice: Choice, newId: string): Operation {
  const [kind, which, other, amount, ripple] = choice;
  const frame = exactFrameTicks(document.fps);
  const by = amount * frame;
  const items = document.tracks.flatMap((track) => track.items);
  const track = pick(document.tracks, other)?.id ?? 'none';
  const item = pick(items, which);
  const id = item?.id ?? 'none';
  const start = Math.max(0, (item?.start ?? 0) + by);
  const transition = pick(
    document.tracks.flatMap(({ transitions }) => transitions),
    which,
  );
  const next = items.find((each) => item !== undefined && each.start === endOf(item));
  const key = {
    item: id,
    property: pick(['opacity', 'transform.x', 'sound.gain', 'transform.scaleX'], other) ?? '',
    at: by,
  };
  const kinds: (() => Operation)[] = [
    () => ({
      kind: 'insert',
      track,
      item: newItem(newId, which, start, frame * (Math.abs(amount) + 1)),
      ripple,
    }),
    () => ({
      kind: 'insert',
      track,
      item: newItem(newId, which, item === undefined ? 0 : endOf(item), frame * 20),
      ripple,
    }),
    () => ({ kind: 'delete', item: id, ripple }),
    () => ({ kind: 'move', item: id, start, ...(ripple && { track }) }),
    () => ({ kind: 'reorder', item: id, before: ripple ? (pick(items, other)?.id ?? null) : null }),
    () => ({ kind: 'trimIn', item: id, by, ripple }),
    () => ({ kind: 'trimOut', item: id, by, ripple }),
    () => ({ kind: 'slip', item: id, by }),
    () => ({ kind: 'roll', from: id, to: next?.id ?? 'none', by }),
    () => ({ kind: 'slide', item: id, by }),
    () => ({ kind: 'split', item: id, at: start, newId }),
    () => ({
      kind: 'split',
      item: id,
      at: (item?.start ?? 0) + Math.floor((item?.duration ?? 0) / 3),
      newId,
    }),
    () => ({ kind: 'retime', item: id, retime: retimeOf(other), ripple }),
    () => ({ kind: 'setItem', item: id, field: 'name', value: ripple ? null : `n${other}` }),
    () => ({ kind: 'setItem', item: id, field: 'disabled', value: ripple }),
    () => ({
      kind: 'setKey',
      ...key,
      value: Math.abs(amount) / 60,
      ease: ripple ? 'hold' : { bezier: [0.4, 0, 0.2, 1] },
    }),
    () => ({ kind: 'deleteKey', ...key }),
    () => ({
      kind: 'addTrack',
      track: { id: newId, kind: ripple ? 'visual' : 'audio', items: [], transitions: [] },
      index: which % 3,
    }),
    () => ({ kind: 'removeTrack', track }),
    () => ({ kind: 'moveTrack', track, index: which % 3 }),
    () => ({
      kind: 'setTrack',
      track,
      field: ripple ? 'muted' : 'name',
      value: ripple ? amount > 0 : `t${amount}`,
    }),
    () => ({
      kind: 'addTransition',
      track: document.tracks.find((each) => item !== undefined && each.items.includes(item))?.id ?? 'none',
      transition: {
        id: newId,
        kind: 'dissolve',
        from: id,
        to: next?.id ?? 'none',
        before: 3 * frame,
        after: 2 * frame,
      },
    }),
    () => ({ kind: 'removeTransition', transition: transition?.id ?? 'none' }),
    () => ({
      kind: 'setTransition',
      transition: transition?.id ?? 'none',
      field: 'after',
      value: Math.abs(by),
    }),
    () => ({ kind: 'setStyle', id: newId, style: { size: 0.1 } }),
    () => ({ kind: 'setMarker', id: newId, marker: { id: newId, at: start } }),
    () => ({ kind: 'setMarker', id: pick(document.markers ?? [], which)?.id ?? 'none', marker: null }),
    () => ({ kind: 'setDocument', field: 'meta', value: ripple ? null : { title: `${amount}` } }),
  ];
  const make = pick(kinds, kind);
  if (make === undefined) throw new Error('there is no such kind');
  return make();
}

function newItem(id: string, which: number, start: number, duration: number): Item {
  const place = { id, start, duration };
  return which % 3 === 0
    ? { ...place, kind: 'text', runs: [{ text: '新' }] }
    : { ...place, kind: 'clip', asset: 'film', sourceIn: seconds(10) };
}

function retimeOf(other: number): Extract<Operation, { kind: 'retime' }>['retime'] {
  const speed = { num: (other % 5) + 1, den: (other % 3) + 1 };
  if (other % 4 === 0) return null;
  if (other % 4 === 1) return { kind: 'freeze' };
  if (other % 4 === 2) return { kind: 'constant', speed, reversed: other % 8 > 3 };
  return {
    kind: 'curve',
    points: [
      { at: 0, speed },
      { at: seconds(1), speed: { num: 1, den: 2 } },
    ],
  };
}

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)];
}
