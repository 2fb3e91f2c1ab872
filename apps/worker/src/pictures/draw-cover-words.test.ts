import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoverWord } from '@weireel/contract';
import { afterAll, expect, test } from 'vitest';
import { drawCoverWords } from './draw-cover-words.ts';

const folder = await mkdtemp(join(tmpdir(), 'cover-words-'));
afterAll(() => rm(folder, { recursive: true }));
const size = { widthPx: 360, heightPx: 640 };

async function place(word: CoverWord) {
  const [laid] = await drawCoverWords(folder, [word], size);
  if (laid === undefined) throw new Error('nothing was drawn');
  const { x, y, widthPx, heightPx } = laid;
  return { ...laid, middle: [(x + widthPx / 2) / size.widthPx, (y + heightPx / 2) / size.heightPx] };
}

test('words of a cover have their middle where it is wanted, in widths and in heights (GOAL-86)', async () => {
  for (const [x, y] of [
    [0.5, 0.16],
    [0.5, 0.5],
    [0.3, 0.84],
  ] as const) {
    const { middle } = await place({ text: '国', x, y });
    expect(middle[0]).toBeCloseTo(x, 2);
    expect(middle[1]).toBeCloseTo(y, 2);
  }
  const upright = await place({ text: '第一集', isVertical: true, x: 0.8 });
  expect(upright.heightPx).toBeGreaterThan(2 * upright.widthPx);
  expect(upright.middle[0]).toBeCloseTo(0.8, 2);
});

test('words of a cover stay on it, however long and large they are (GOAL-86)', async () => {
  for (const isVertical of [false, true]) {
    const { x, y, widthPx, heightPx } = await place({
      ...{ text: '国'.repeat(60), size: 0.3, x: 1, y: 1, isVertical },
    });
    expect(x + widthPx).toBeLessThanOrEqual(size.widthPx);
    expect(y + heightPx).toBeLessThanOrEqual(size.heightPx);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(widthPx).toBeGreaterThan(size.widthPx / 2);
  }
});

test('words that cannot be drawn are an error, and no cover without them', async () => {
  await expect(drawCoverWords(join(folder, 'gone'), [{ text: '字' }], size)).rejects.toThrow(/ENOENT/);
});
