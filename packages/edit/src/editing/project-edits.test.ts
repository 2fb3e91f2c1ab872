import type { AssetSource } from '@weireel/contract';
import type { EditDocument } from '../edit-document.ts';
import { performTogether, undo, type EditHistory } from '../operations/history.ts';
import type { Operation } from '../schema/operation.ts';
import { ticksPerSecond as second } from '../time/ticks.ts';
import { describe, expect, test } from 'vitest';
import { asClip, dropBefore, mainTrack } from './clips.ts';
import {
  aspectOf,
  canvasOf,
  emptyDocument,
  insertMaterial,
  insertSound,
  removeLost,
  removeItem,
  splitAt,
} from './project-edits.ts';
import { trimRange, trimWithin } from './trim-range.ts';

const source = (assetId: string, seconds: number): AssetSource => ({
  ...{ kind: 'video', assetId, sha256: '0'.repeat(64), duration: seconds * second },
  ...{ widthPx: 1920, heightPx: 1080, fps: { num: 25, den: 1 }, hasSound: true },
});
const frame = second / 25;

let count = 0;
const newId = (): string => `n${(count += 1)}`;

/** A history after edits that must all hold. */
function after(history: EditHistory, ...operations: Operation[]): EditHistory {
  const step = performTogether(history, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  return step.history;
}

const begin = (): EditHistory => ({ document: emptyDocument(), done: [], undone: [] });
const add = (history: EditHistory, seconds: number, assetId = `a${seconds}`, before: string | null = null) =>
  after(history, ...insertMaterial(history.document, source(assetId, seconds), { before, newId }));
const seconds = ({ tracks }: EditDocument, track = 0): [start: number, length: number][] =>
  (tracks[track]?.items ?? []).map(({ start, duration }) => [start / second, duration / second]);
const idAt = ({ tracks }: EditDocument, index: number, track = 0): string =>
  tracks[track]?.items[index]?.id ?? '';

describe('putting clips on the timeline', () => {
  test('the first shapes the film, the others follow one another', () => {
    const history = add(add(begin(), 2), 3);
    expect(history.document).toMatchObject({
      canvas: { widthPx: 1280, heightPx: 720 },
      fps: { num: 25, den: 1 },
    });
    expect(seconds(history.document)).toEqual([
      [0, 2],
      [2, 3],
    ]);
    const upright = { ...source('b', 1), widthPx: 1080, heightPx: 1920 };
    const more = after(history, ...insertMaterial(history.document, upright, { before: null, newId }));
    expect(more.document.canvas).toEqual(history.document.canvas);
  });

  test('one is put before another, with its asset in one step, and the same asset is named once', () => {
    const two = add(add(begin(), 2), 3);
    const three = add(two, 2, 'a2', idAt(two.document, 1));
    expect(seconds(three.document)).toEqual([
      [0, 2],
      [2, 2],
      [4, 3],
    ]);
    expect(Object.keys(three.document.assets)).toHaveLength(2);
    const back = undo(three);
    expect(back?.kind === 'done' && back.history.document).toEqual(two.document);
  });

  test('one that was replaced since is named anew', () => {
    const one = add(begin(), 2);
    const replaced = { ...source('a2', 2), sha256: '1'.repeat(64) };
    const two = after(one, ...insertMaterial(one.document, replaced, { before: null, newId }));
    expect(Object.values(two.document.assets)).toEqual([replaced]);
  });

  test('it lasts whole frames of the film', () => {
    const one = add(begin(), 2);
    const odd = { ...source('odd', 1), fps: { num: 30_000, den: 1001 }, duration: 31 * 23_543_520 };
    const { document } = after(one, ...insertMaterial(one.document, odd, { before: null, newId }));
    const [, last] = mainTrack(document)?.items ?? [];
    expect((last?.duration ?? 1) % frame).toBe(0);
    expect(last?.duration).toBeLessThanOrEqual(odd.duration);
  });
});

describe('sound alone', () => {
  test('lies at the playhead on a track of its own, or at the end where that is taken', () => {
    const film = add(begin(), 5);
    const one = after(film, ...insertSound(film.document, source('m', 2), { at: second, newId }));
    expect(one.document.tracks.map(({ kind }) => kind)).toEqual(['visual', 'audio']);
    const two = after(one, ...insertSound(one.document, source('m', 2), { at: 2 * second, newId }));
    expect(seconds(two.document, 1)).toEqual([
      [1, 2],
      [3, 2],
    ]);
    expect(seconds(two.document)).toEqual([[0, 5]]);
  });

  test('takes its track along when the last of it goes', () => {
    const film = add(begin(), 5);
    const one = after(film, ...insertSound(film.document, source('m', 2), { at: 0, newId }));
    const gone = after(one, ...removeItem(one.document, idAt(one.document, 0, 1)));
    expect(gone.document).toEqual(film.document);
  });
});

describe('taking away', () => {
  test('closes the gap, and drops an asset that nothing else names', () => {
    const all = add(add(add(begin(), 2), 3), 2);
    const { document } = after(all, ...removeItem(all.document, idAt(all.document, 0)));
    expect(seconds(document)).toEqual([
      [0, 3],
      [3, 2],
    ]);
    expect(Object.keys(document.assets)).toHaveLength(2);
    const rest = after(
      { document, done: [], undone: [] },
      ...removeItem(document, idAt(document, 1)),
    ).document;
    expect(Object.values(rest.assets)).toMatchObject([{ assetId: 'a3' }]);
  });

  test('all clips of assets that are gone go at once', () => {
    const film = add(add(add(begin(), 2), 3), 2);
    const all = after(film, ...insertSound(film.document, source('a2', 2), { at: 0, newId }));
    const { document } = after(all, ...removeLost(all.document, (assetId) => assetId !== 'a2'));
    expect(seconds(document)).toEqual([[0, 3]]);
    expect(Object.values(document.assets)).toMatchObject([{ assetId: 'a3' }]);
    expect(removeLost(document, () => true)).toEqual([]);
  });
});

test('a cut meets the selected item where it lies under the playhead, else that of the film', () => {
  const film = add(begin(), 5);
  const { document } = after(film, ...insertSound(film.document, source('m', 2), { at: second, newId }));
  const [clip, sound] = [idAt(document, 0), idAt(document, 0, 1)];
  const at = (ticks: number, selectedId: string | null) =>
    splitAt(document, ticks, { selectedId, newId: 'half' });
  expect(at(2 * second, null)).toMatchObject({ item: clip });
  expect(at(2 * second, sound)).toMatchObject({ item: sound });
  expect(at(4 * second, sound)).toMatchObject({ item: clip });
  for (const edge of [0, 5 * second]) expect(at(edge, null)).toBeNull();
});

describe('trimming', () => {
  const film = add(add(begin(), 2), 3);
  const clipOf = (document: EditDocument, index: number, track = 0) => {
    const clip = asClip(document.tracks[track]?.items[index]);
    if (clip === null) throw new Error('no clip');
    return clip;
  };

  test('leaves a frame, and shows no more than the source has', () => {
    const first = clipOf(film.document, 0);
    const within = (edge: 'in' | 'out') => trimRange(film.document, first, { edge, ripple: true });
    expect(within('in')).toEqual({ min: 0, max: 2 * second - frame });
    expect(within('out')).toEqual({ min: frame - 2 * second, max: 0 });
    const cut = after(film, { kind: 'trimIn', item: first.id, by: second, ripple: true }).document;
    expect(trimRange(cut, clipOf(cut, 0), { edge: 'in', ripple: true }).min).toBe(-second);
  });

  test('reckons with the speed', () => {
    const first = clipOf(film.document, 0);
    const retime = { kind: 'constant', speed: { num: 2, den: 1 } } as const;
    const fast = after(film, { kind: 'retime', item: first.id, retime, ripple: true });
    const cut = after(fast, { kind: 'trimOut', item: first.id, by: -second / 2, ripple: true }).document;
    expect(trimRange(cut, clipOf(cut, 0), { edge: 'out', ripple: true }).max).toBe(
      Math.floor(second / 2 / frame) * frame,
    );
  });

  test('stops at neighbours where the track does not close up', () => {
    const one = after(film, ...insertSound(film.document, source('m', 2), { at: 0, newId }));
    const cut = after(one, { kind: 'trimIn', item: idAt(one.document, 0, 1), by: second }).document;
    const history = { document: cut, done: [], undone: [] };
    const two = after(history, ...insertSound(cut, source('n', 2), { at: 3 * second, newId })).document;
    expect(trimRange(two, clipOf(two, 0, 1), { edge: 'in', ripple: false })).toEqual({
      ...{ min: -second, max: second - frame },
    });
    expect(trimRange(two, clipOf(two, 1, 1), { edge: 'in', ripple: false }).min).toBe(0);
  });

  test('goes by whole frames', () => {
    const range = { min: -10 * frame, max: 10 * frame };
    expect(trimWithin(3.4 * frame, range, film.document)).toBe(3 * frame);
    expect(trimWithin(-99 * frame, range, film.document)).toBe(-10 * frame);
  });
});

test('what is dropped goes before the item whose middle lies behind it', () => {
  const { document } = add(add(begin(), 2), 3);
  const track = mainTrack(document);
  if (track === null) throw new Error('no track');
  const [first, last] = [idAt(document, 0), idAt(document, 1)];
  expect(dropBefore(track, 0.9 * second)?.id).toBe(first);
  expect(dropBefore(track, 1.1 * second)?.id).toBe(last);
  expect(dropBefore(track, 0, first)?.id).toBe(last);
  expect(dropBefore(track, 4 * second)).toBeNull();
});

test('a canvas has one of five shapes, and the nearest is found again', () => {
  for (const aspect of ['9:16', '16:9', '1:1', '3:4', '4:5'] as const)
    for (const size of [1280, 1920] as const) {
      const canvas = canvasOf(aspect, size);
      expect(aspectOf(canvas)).toBe(aspect);
      expect([canvas.widthPx % 2, canvas.heightPx % 2]).toEqual([0, 0]);
    }
  expect(aspectOf({ widthPx: 1080, heightPx: 2340 })).toBe('9:16');
});
