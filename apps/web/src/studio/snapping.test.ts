import type { AssetSource } from '@weireel/contract';
import { perform, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { emptyDocument, insertMaterial, mainTrack } from '@weireel/edit/editing';
import { expect, test } from 'vitest';
import { snapped, snapTargets } from './snapping.ts';

const frame = second / 25;
let count = 0;
const newId = (): string => `n${(count += 1)}`;

function add(document: EditDocument, seconds: number): EditDocument {
  const source: AssetSource = {
    ...{ kind: 'video', assetId: `a${seconds}`, sha256: '0'.repeat(64), duration: seconds * second },
    ...{ widthPx: 1920, heightPx: 1080, fps: { num: 25, den: 1 }, hasSound: true },
  };
  return insertMaterial(document, source, { before: null, newId }).reduce((present, operation) => {
    const outcome = perform(present, operation);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
    return outcome.document;
  }, document);
}

test('edges are drawn to those of others and to frames, the nearest first', () => {
  const document = add(add(emptyDocument(), 2), 3);
  const targets = snapTargets(document, mainTrack(document)?.items[1]?.id ?? null);
  expect(targets).toEqual([0, 2 * second]);
  const snap = (at: number) => snapped(at, targets, { withinTicks: 3 * frame, fps: document.fps });
  expect(snap(2 * second + 2 * frame + 5)).toBe(2 * second);
  expect(snap(2 * second + 4 * frame + 5)).toBe(2 * second + 4 * frame);
});
