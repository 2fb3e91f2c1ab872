import { expect, test } from 'vitest';
import { createPageList, type AnsweredPage } from './page-list.ts';

/** A list whose pages a test answers when it likes. */
function startList() {
  const asked: { cursor: string | null; answer: (page: AnsweredPage<string>) => void; fail: () => void }[] =
    [];
  const list = createPageList<string>({
    fetchPage: (cursor) =>
      new Promise((resolve, reject) => {
        asked.push({ cursor, answer: resolve, fail: () => reject(new Error('no network')) });
      }),
    keyOf: (item) => item,
    onChange: () => {},
  });
  const at = (n: number) => {
    const one = asked[n];
    if (one === undefined) throw new Error(`the list did not ask ${n + 1} times`);
    return one;
  };
  return { list, asked, at };
}

test('a list is loading, then shown, and grows by its pages', async () => {
  const { list, at } = startList();
  const first = list.begin();
  expect(list.state()).toMatchObject({ items: [], stage: 'loading' });
  at(0).answer({ items: ['a', 'b'], nextCursor: 'two' });
  await first;
  const second = list.loadMore();
  expect(at(1).cursor).toBe('two');
  at(1).answer({ items: ['b', 'c'], nextCursor: null });
  await second;
  expect(list.state()).toEqual({ items: ['a', 'b', 'c'], stage: 'shown', hasMore: false, error: null });
});

test('a list without anything is empty, and one that did not come has failed', async () => {
  const { list, at, asked } = startList();
  const first = list.begin();
  at(0).fail();
  await first;
  expect(list.state().stage).toBe('failed');
  list.reconnected();
  at(1).answer({ items: [], nextCursor: null });
  await expect.poll(() => list.state().stage).toBe('empty');
  list.reconnected();
  expect(asked).toHaveLength(2);
});

test('what comes after the list began anew is dropped', async () => {
  const { list, at } = startList();
  const first = list.begin();
  const second = list.begin();
  at(1).answer({ items: ['new'], nextCursor: null });
  at(0).answer({ items: ['old'], nextCursor: 'two' });
  await Promise.all([first, second]);
  expect(list.state()).toMatchObject({ items: ['new'], hasMore: false });
});

test('an item is shown as it is now, or taken away', async () => {
  const { list, at } = startList();
  const first = list.begin();
  at(0).answer({ items: ['a', 'b'], nextCursor: null });
  await first;
  list.put('c');
  expect(list.state().items).toEqual(['a', 'b']);
  list.drop('a');
  list.drop('b');
  expect(list.state().stage).toBe('empty');
});
