import { createApi } from '@weireel/client';
import { expect, it } from 'vitest';
import { findChannel } from './find-channel.ts';

const pages = [
  { items: [{ id: 'abcdefgh12345678', handle: 'citynews' }], nextCursor: 'next' },
  { items: [{ id: 'abcdefgh87654321', handle: 'school' }], nextCursor: null },
];

const find = (name: string, known: readonly object[] = pages) => {
  const api = createApi({
    baseUrl: '',
    transport: ({ url }) => {
      const body = JSON.stringify(known[url.includes('cursor=next') ? 1 : 0]);
      return Promise.resolve({ status: 200, body, header: () => null });
    },
  });
  return findChannel({ say: (_zh, en) => en }, api, name);
};

it('finds a channel by its handle, however it is written, or by its id, on whichever page', async () => {
  for (const name of ['citynews', '@CityNews', 'abcdefgh12345678'])
    expect(await find(name)).toBe('abcdefgh12345678');
  expect(await find('school')).toBe('abcdefgh87654321');
});

it('says which there are when one does not belong to it', async () => {
  await expect(find('other')).rejects.toThrow('channel “other”; choose one of citynews, school');
  await expect(find('other', [{ items: [], nextCursor: null }])).rejects.toThrow('You belong to no channel');
});
