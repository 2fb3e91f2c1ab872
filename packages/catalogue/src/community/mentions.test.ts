import { expect, test } from 'vitest';
import { mostMentions, namesIn, resolveMentions, type Mentionable } from './mentions.ts';

const people: Mentionable[] = [
  { id: 'ming', nickname: '小明', isNear: false },
  { id: 'mingming', nickname: '小明明', isNear: false },
  { id: 'jane', nickname: 'Jane Doe', isNear: false },
  { id: 'ann1', nickname: 'Ann', isNear: false },
  { id: 'ann2', nickname: 'Ann', isNear: true },
  { id: 'bob1', nickname: 'Bob', isNear: false },
  { id: 'bob2', nickname: 'Bob', isNear: false },
];
const idsIn = (text: string): string[] => resolveMentions(text, people).map(({ id }) => id);

test('a name ends where the longest one ends that somebody has', () => {
  expect(idsIn('@小明你好，@小明明也好')).toEqual(['ming', 'mingming']);
  expect(idsIn('see @Jane Doe and others')).toEqual(['jane']);
  expect(idsIn('mail me@nowhere')).toEqual([]);
});

test('of people with one name the near one is meant, and nobody when none or several are', () => {
  expect(idsIn('@Ann @Ann')).toEqual(['ann2']);
  expect(idsIn('@Bob')).toEqual([]);
});

test('signs behind the most that count are text', () => {
  expect(namesIn('@a'.repeat(50))).toHaveLength(mostMentions);
  expect(namesIn('@ @\n@@')).toEqual([[]]);
});
