import { expect, test } from 'vitest';
import { createPlaylistMemory } from './playlist-memory.ts';

const place = { assetId: 'a', editionId: 'e', name: 'master.m3u8' };

test('a sealed playlist is looked up once in a while, one that grows each time', async () => {
  let nowMs = 0;
  let state: 'growing' | 'sealed' = 'growing';
  const asked: string[] = [];
  const memory = createPlaylistMemory(
    ({ name }) => {
      asked.push(name);
      return Promise.resolve({ body: `${name} ${state}`, state, updatedAt: new Date(0) });
    },
    () => nowMs,
  );
  const read = async (name = place.name) => (await memory.find({ ...place, name }))?.body;
  expect([await read(), await read()]).toEqual(['master.m3u8 growing', 'master.m3u8 growing']);
  state = 'sealed';
  expect([await read(), await read(), await read('v0.m3u8')]).toEqual([
    'master.m3u8 sealed',
    'master.m3u8 sealed',
    'v0.m3u8 sealed',
  ]);
  expect(asked).toHaveLength(4);
  nowMs = 10_000;
  await read();
  expect(asked).toHaveLength(5);
});
