import { evaluateFrame, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import type { Clip } from '@weireel/edit/editing';
import { expect, test } from 'vitest';
import { frameAt, playSpans, seekSeconds, spansAt, timelineOf } from './playback-plan.ts';
import { stripTiles } from './strip-tiles.ts';
import { timecodeOf } from './timecode.ts';

const rate = { num: 30_000, den: 1001 };
const clip = (id: string, start: number, more: Partial<Clip> = {}): Clip => ({
  ...{ id, kind: 'clip', asset: 'film', start, duration: 2 * second, sourceIn: second },
  ...more,
});
const constant = (num: number, den: number, reversed = false): NonNullable<Clip['retime']> => ({
  ...{ kind: 'constant', speed: { num, den } },
  ...(reversed && { reversed }),
});
const items = [
  clip('plain', 0),
  clip('fast', 2 * second, { retime: constant(3, 2) }),
  clip('gone', 4 * second, { disabled: true }),
  clip('back', 6 * second, { sourceIn: 5 * second, retime: constant(1, 1, true) }),
  clip('still', 9 * second, { retime: { kind: 'freeze' } }),
];
const track = { id: 'main', kind: 'visual' as const, transitions: [], items };
const document: EditDocument = {
  ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx: 720, heightPx: 1280 }, styles: {} },
  fps: { num: 25, den: 1 },
  assets: {
    film: {
      ...{ kind: 'video', assetId: 'asset1', sha256: 'f'.repeat(64), duration: 10 * 30 * 23_543_520 },
      ...{ widthPx: 720, heightPx: 1280, fps: rate, hasSound: true },
    },
  },
  tracks: [track],
};
const spans = playSpans(document, track);

test('a track is played in stretches, each at the speed of its clip; what no player can has none', () => {
  expect(spans.map((span) => [span.clip.id, span.assetId, span.rate])).toEqual([
    ['plain', 'asset1', 1],
    ['fast', 'asset1', 1.5],
    ['back', 'asset1', null],
    ['still', 'asset1', null],
  ]);
  expect(spansAt(spans, 2 * second)).toMatchObject({
    now: { start: 2 * second },
    next: { start: 6 * second },
  });
  expect(spansAt(spans, 5 * second)).toMatchObject({ now: null, next: { start: 6 * second } });
  expect(spansAt(spans, 11 * second)).toEqual({ now: null, next: null });
});

test('a player stands in the middle of the very frame that the evaluator says, at every frame (GOAL-64)', () => {
  let seen = 0;
  for (let number = 0; number < 275; number += 1) {
    const [layer] = evaluateFrame(document, number).layers;
    const at = (number * second) / 25;
    const { now } = spansAt(spans, at);
    if (now === null) {
      expect(layer).toBeUndefined();
      continue;
    }
    const seconds = seekSeconds(document, now, at);
    const shown = Math.floor((seconds * rate.num) / rate.den);
    expect(layer?.kind === 'layer' && layer.content.kind === 'video' && layer.content.frame).toBe(shown);
    seen += 1;
  }
  expect(seen).toBe(200);
});

test('where a player is leads back to the time of the timeline', () => {
  const [plain, fast] = spans;
  if (plain === undefined || fast === undefined) throw new Error('no stretches');
  expect(timelineOf(plain, 2)).toBe(second);
  expect(timelineOf(fast, 2.5)).toBe(3 * second);
  expect(frameAt(document, second - 1)).toEqual({ number: 24, start: (24 * second) / 25 });
});

test('small pictures along a clip show what is seen at their middle, and only those in sight (GOAL-84)', () => {
  const tiles = stripTiles(clip('x', 0), 30, 60, { fromPx: -100, toPx: 400 });
  expect(tiles).toEqual([
    { leftPx: 0, atMs: 1250 },
    { leftPx: 30, atMs: 1750 },
    { leftPx: 60, atMs: 2250 },
    { leftPx: 90, atMs: 2750 },
  ]);
  expect(stripTiles(clip('x', 0), 30, 60, { fromPx: 31, toPx: 59 })).toEqual([{ leftPx: 30, atMs: 1750 }]);
  expect(stripTiles(clip('x', 0), 30, 60, { fromPx: 200, toPx: 300 })).toEqual([]);
});

test('a time is written with the number of its frame', () => {
  const fps = { num: 25, den: 1 };
  expect(timecodeOf(0, fps)).toBe('00:00:00');
  expect(timecodeOf(65 * second + (12 * second) / 25, fps)).toBe('01:05:12');
  expect(timecodeOf(second - 1, fps)).toBe('00:00:24');
  expect(timecodeOf(30 * 23_543_520, rate)).toBe('00:01:00');
});
