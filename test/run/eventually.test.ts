import { expect, test } from 'vitest';
import { eventually } from '../eventually.ts';

test('ends as soon as it is so', async () => {
  let asked = 0;
  await eventually(() => (asked += 1) === 3);
  expect(asked).toBe(3);
});

test('says what was not so, even when the question is never answered', async () => {
  const isNever = () => false;
  const isUnanswered = () => new Promise<boolean>(() => {});
  await expect(eventually(isNever, 50)).rejects.toThrow('after 0.05 s it is not so: () => false');
  await expect(eventually(isUnanswered, 50)).rejects.toThrow('it is not so: () => new Promise');
});

test('passes on what went wrong in asking', async () => {
  await expect(eventually(() => Promise.reject(new Error('gone')), 60_000)).rejects.toThrow('gone');
});
