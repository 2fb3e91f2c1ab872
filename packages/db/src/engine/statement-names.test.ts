import { expect, test } from 'vitest';
import { createStatementNames } from './statement-names.ts';

function nameAfter(
  names: ReturnType<typeof createStatementNames>,
  text: string,
  times: number,
): string | null {
  let name: string | null = null;
  for (let n = 0; n < times; n += 1) name = names.nameOf(text);
  return name;
}

test('what is sent often has one name, and what is sent now and then has none', () => {
  const names = createStatementNames();
  expect(nameAfter(names, 'select 1', 4)).toBeNull();
  const name = names.nameOf('select 1');
  expect(name).toMatch(/^\w{1,63}$/);
  expect(names.nameOf('select 1')).toBe(name);
  expect(nameAfter(names, 'select 2', 5)).not.toBe(name);
});

test('there are a hundred names, whatever is sent', () => {
  const names = createStatementNames();
  const given = Array.from({ length: 150 }, (_, n) => nameAfter(names, `select ${n}`, 5));
  expect(given.filter((name) => name !== null)).toHaveLength(100);
  for (let n = 0; n < 3000; n += 1) names.nameOf(`select 'once', ${n}`);
  expect(names.nameOf('select 0')).toBe(given[0]);
});

test('new names are given when the old ones are out of date', () => {
  const names = createStatementNames();
  const before = nameAfter(names, 'select 1', 5);
  names.renew();
  const after = nameAfter(names, 'select 1', 5);
  expect(after).not.toBeNull();
  expect(after).not.toBe(before);
});
