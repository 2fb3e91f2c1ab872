import { expect, test } from 'vitest';
import { RecentFiles } from './recent-files.ts';

test('files are read once, and the ones asked for longest ago are let go when all are too large', async () => {
  const asked: string[] = [];
  const files = new RecentFiles((name) => {
    asked.push(name);
    return Promise.resolve(new Uint8Array(name === 'large' ? 100 : 10));
  }, 25);
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b', 'large', 'large']) await files.read(name);
  expect(asked).toEqual(['a', 'b', 'c', 'b', 'large', 'large']);
  await Promise.all([files.read('d'), files.read('d')]);
  expect(asked.filter((name) => name === 'd')).toHaveLength(1);
});

test('what could not be read is tried again', async () => {
  let tries = 0;
  const files = new RecentFiles(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(new Uint8Array(1));
  }, 25);
  await expect(files.read('a')).rejects.toThrow('gone');
  expect(await files.read('a')).toHaveLength(1);
});
