import { expect, test } from 'vitest';
import { createFeedList, type FeedListState } from './feed-list.ts';
import type { FeedPage } from './feed-window.ts';

interface Item {
  id: string;
}

/** A feed of numbered items in pages of ten; each page comes when the test says. */
function feedOf(count: number, { start = null as Item | null } = {}) {
  const items = Array.from({ length: count }, (_, n) => ({ id: String(n) }));
  const asked: (string | null)[] = [];
  const at = { items, isOffline: false, hold: null as Promise<void> | null };
  const states: FeedListState<Item>[] = [];
  const list = createFeedList<Item>({
    async fetchPage(cursor): Promise<FeedPage<Item>> {
      asked.push(cursor);
      const from = Number(cursor ?? 0);
      const page = at.items.slice(from, from + 10);
      await at.hold;
      if (at.isOffline) throw new Error('no network');
      return { items: page, nextCursor: from + 10 < at.items.length ? String(from + 10) : null };
    },
    fetchStart: () => Promise.resolve(start),
    onChange: (state) => states.push(state),
  });
  const ids = () => list.state().items.map(({ id }) => id);
  return { list, at, asked, states, ids };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the item to begin with comes first, and only once', async () => {
  const { list, ids } = feedOf(4, { start: { id: '2' } });
  await list.loadMore();
  expect(ids()).toEqual(['2', '0', '1', '3']);
});

test('the next page is asked for when four items are left, and each page once', async () => {
  const { list, asked } = feedOf(30);
  await list.loadMore();
  for (const index of [1, 2, 3, 4]) list.moveTo(index);
  await settled();
  expect(asked).toEqual([null]);
  for (const index of [5, 6]) list.moveTo(index);
  await settled();
  expect(asked).toEqual([null, '10']);
});

test('a page that did not come is asked for with the next step, and when the network returns', async () => {
  const { list, at, asked, ids } = feedOf(30);
  await list.loadMore();
  at.isOffline = true;
  list.moveTo(6);
  await settled();
  expect(list.state()).toMatchObject({ isLoading: false, isLoaded: true });
  expect(list.state().error).toBeInstanceOf(Error);
  at.isOffline = false;
  list.reconnected();
  await settled();
  expect([asked.length, ids().length, list.state().error]).toEqual([3, 20, null]);
});

test('a network that returns asks for nothing when nothing is missing', async () => {
  const { list, asked } = feedOf(30);
  await list.loadMore();
  list.reconnected();
  await settled();
  expect(asked).toEqual([null]);
});

test('it begins anew when there is something newer, and stays as it is when there is not', async () => {
  const { list, at, ids } = feedOf(12);
  await list.loadMore();
  list.moveTo(3);
  expect(await list.refresh()).toBe(false);
  expect(list.state().index).toBe(3);
  at.items = [{ id: 'new' }, ...at.items];
  expect(await list.refresh()).toBe(true);
  expect([list.state().index, ids()[0], ids().length]).toEqual([0, 'new', 10]);
});

test('a page of the list before does not get into the one that began anew', async () => {
  const { list, at, ids } = feedOf(30);
  await list.loadMore();
  let release = () => {};
  at.hold = new Promise((resolve) => (release = resolve));
  list.moveTo(6);
  at.hold = null;
  at.items = [{ id: 'new' }];
  expect(await list.refresh()).toBe(true);
  release();
  await settled();
  expect(ids()).toEqual(['new']);
  expect(list.state().isLoading).toBe(false);
});

test('taking the last item away shows the one before it', async () => {
  const { list, ids } = feedOf(3);
  await list.loadMore();
  list.moveTo(2);
  list.remove('2');
  expect([list.state().index, ids()]).toEqual([1, ['0', '1']]);
});

test('what was seen long ago is forgotten, and neither comes again nor moves what is looked at', async () => {
  const { list, at, ids } = feedOf(30);
  await list.loadMore();
  list.moveTo(6);
  await settled();
  list.forgetAllBut(7);
  expect(ids()).toHaveLength(20);
  list.forgetAllBut(2);
  expect([list.state().index, ids()[2], ids().length]).toEqual([2, '6', 16]);
  expect(list.view().current?.id).toBe('6');
  // The next page brings two of those once more.
  at.items = at.items.with(20, { id: '0' }).with(21, { id: '6' });
  list.moveTo(12);
  await settled();
  expect([ids().includes('0'), ids().filter((id) => id === '6'), ids().length]).toEqual([false, ['6'], 24]);
});
