import { expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { type EditHistory, performTogether, undo } from './history.ts';
import { perform } from './perform.ts';

const clip = (id: string, start: number, duration: number) => ({
  ...{ id, kind: 'clip', asset: 'film', start, duration, sourceIn: 0 },
});

/** Clips a, b and c, one after the other, of 10, 20 and 30 ticks. */
const document: EditDocument = {
  ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx: 720, heightPx: 1280 } },
  ...{ fps: { num: 25, den: 1 }, styles: {} },
  assets: {
    film: {
      ...{ kind: 'video', sha256: '0'.repeat(64), duration: 1000, widthPx: 720, heightPx: 1280 },
      ...{ fps: { num: 25, den: 1 }, hasSound: true },
    },
  },
  tracks: [
    {
      ...{ id: 'main', kind: 'visual', transitions: [] },
      items: [clip('a', 0, 10), clip('b', 10, 20), clip('c', 30, 30)],
    },
  ],
};

const places = ({ tracks }: EditDocument): string[] =>
  (tracks[0]?.items ?? []).map(({ id, start, duration }) => `${id} ${start}+${duration}`);

it.each([
  ['a', 'c', ['b 0+20', 'a 20+10', 'c 30+30']],
  ['a', null, ['b 0+20', 'c 20+30', 'a 50+10']],
  ['c', 'a', ['c 0+30', 'a 30+10', 'b 40+20']],
  ['b', 'c', ['a 0+10', 'b 10+20', 'c 30+30']],
  ['b', 'b', ['a 0+10', 'b 10+20', 'c 30+30']],
])('%s goes before %s and keeps its length, as all others do (OPS-13, GOAL-3)', (item, before, expected) => {
  const outcome = perform(document, { kind: 'reorder', item, before });
  expect(outcome.kind === 'done' && places(outcome.document)).toEqual(expected);
});

it('before what is not on its track nothing goes (OPS-13)', () => {
  const outcome = perform(document, { kind: 'reorder', item: 'a', before: 'elsewhere' });
  expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'item_missing' }] });
});

it('edits that are performed together are undone as one, or none of them is performed (OPS-14)', () => {
  const history: EditHistory = { document, done: [], undone: [] };
  const step = performTogether(history, [
    { kind: 'delete', item: 'a', ripple: true },
    { kind: 'reorder', item: 'b', before: null },
  ]);
  if (step.kind !== 'done') throw new Error('refused');
  expect(places(step.history.document)).toEqual(['c 0+30', 'b 30+20']);
  expect(step.history.done).toHaveLength(1);
  const back = undo(step.history);
  expect(back?.kind === 'done' && back.history.document).toEqual(document);
  const refused = performTogether(history, [
    { kind: 'delete', item: 'a', ripple: true },
    { kind: 'delete', item: 'a' },
  ]);
  expect(refused).toMatchObject({ kind: 'refused', problems: [{ code: 'item_missing' }] });
});
