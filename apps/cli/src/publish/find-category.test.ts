import { createApi } from '@weireel/client';
import { expect, it } from 'vitest';
import { findCategory } from './find-category.ts';

const items = [
  { id: 'abcdefgh12345678', names: { zh: '自然', en: 'Nature' }, isRetired: false },
  { id: 'abcdefgh87654321', names: { zh: '音乐', en: 'Music' }, isRetired: true },
];

const find = (name: string, known = items) => {
  const body = JSON.stringify({ items: known, nextCursor: null });
  const api = createApi({
    baseUrl: '',
    transport: () => Promise.resolve({ status: 200, body, header: () => null }),
  });
  return findCategory({ say: (_zh, en) => en }, api, name);
};

it('finds a category by its name in either language, or by its id', async () => {
  for (const name of ['自然', 'nature', 'abcdefgh12345678']) expect(await find(name)).toBe(items[0]?.id);
});

it('says which there are when there is none of that name, or it is retired', async () => {
  await expect(find('Music')).rejects.toThrow('There is no category “Music”; choose one of Nature');
  await expect(find('Nature', [])).rejects.toThrow('This server has no categories');
});
