import type { SlotEntry } from '@weireel/client/projects';
import { expect, test } from 'vitest';
import { readBatch, sampleTable } from './template-table.ts';

test('a table to begin with has a column for each slot, and the words of the template', () => {
  const slot: Omit<SlotEntry, 'id' | 'kind'> = {
    ...{ label: '', least: 0, maxCharacters: 5000, present: '', text: '', material: null, fromSeconds: 0 },
  };
  const entries: SlotEntry[] = [
    { ...slot, id: 'film', kind: 'video' },
    { ...slot, id: 'name', kind: 'text', present: 'Hello, you' },
  ];
  expect(sampleTable(entries)).toBe('title,film,name\n1,,"Hello, you"\n');
});

test.each([
  ['title,a\n1,2', { csv: 'title,a\n1,2' }],
  ['[{"slots":{}}]', { rows: [{ slots: {} }] }],
  [' {"rows":[{"slots":{}}]}', { rows: [{ slots: {} }] }],
  ['{"slots":{}}', { rows: [{ slots: {} }] }],
  ['[{', null],
])('what many films are made of comes as %s', (text, batch) => {
  expect(readBatch(text)).toEqual(batch);
});
