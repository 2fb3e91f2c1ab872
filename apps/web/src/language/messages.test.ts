import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

test('English fills every placeholder that Chinese has, and no other', () => {
  expect(placeholders(en)).toEqual(placeholders(zhCn));
});

test('no message is empty', () => {
  for (const [key, text] of [...flatten(en), ...flatten(zhCn)]) expect(text, key).not.toBe('');
});

test('no message holds a sign that means something to the translator', () => {
  for (const [key, text] of [...flatten(en), ...flatten(zhCn)]) expect(text, key).not.toMatch(/[@$]/);
});

function placeholders(messages: object): Record<string, string[]> {
  return Object.fromEntries(
    flatten(messages).map(([key, text]) => [key, [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()]),
  );
}

function flatten(messages: object, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(
    ([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : flatten(value as object, `${prefix}${key}.`), // Messages nest objects only.
  );
}
