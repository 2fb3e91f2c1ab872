import type { Comment } from '@weireel/contract';
import { expect, test } from 'vitest';
import { createApi } from '../api.ts';
import { createCommentList, joinComments } from './comment-list.ts';

function comment(id: string, changes: Partial<Comment> = {}): Comment {
  return {
    ...{ id, videoId: 'v', rootId: null, replyTo: null, isByVideoAuthor: false, body: id, mentions: [] },
    ...{ author: { id: 'a', nickname: '影', avatarUrl: null }, state: 'shown', pinned: false, likes: 0 },
    ...{ liked: false, replies: 0, mayDelete: true, createdAt: '2026-05-20T12:00:00.000Z', ...changes },
  };
}

/** Comments of a video on a server that answers when the test says. */
function listOf(...items: Comment[]) {
  const queries: string[] = [];
  const at = { items, status: 200, waiting: [] as (() => void)[], isHeld: false };
  const api = createApi({
    baseUrl: '',
    transport: async ({ url }) => {
      queries.push(url.split('?')[1] ?? '');
      const body = { items: at.items.slice(0, 20), nextCursor: at.items.length > 20 ? 'c' : null };
      if (at.isHeld) await new Promise<void>((resolve) => at.waiting.push(resolve));
      return { status: at.status, header: () => null, body: JSON.stringify(body) };
    },
  });
  const counted: number[] = [];
  const list = createCommentList({
    api,
    videoId: 'v',
    onChange: () => {},
    onCounted: (by) => counted.push(by),
  });
  return { list, at, queries, counted, ids: () => list.state().items.map(({ id }) => id) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('another order begins anew, and what was asked for before it does not come in between', async () => {
  const { list, at, ids } = listOf(comment('hot'));
  at.isHeld = true;
  list.begin('hot');
  at.items = [comment('new')];
  list.begin('new');
  for (const answer of at.waiting.toReversed()) answer();
  await settled();
  expect([ids(), list.state().sort]).toEqual([['new'], 'new']);
});

test('what is written stands first, and a reply counts below what it answers', async () => {
  const { list, ids, counted } = listOf(comment('a'));
  list.begin('hot');
  await settled();
  list.add(comment('b'));
  list.add(comment('c', { rootId: 'a' }));
  list.add(comment('held', { state: 'held' }));
  expect(ids()).toEqual(['held', 'b', 'a']);
  expect(list.state().items[2]?.replies).toBe(1);
  expect(counted).toEqual([1, 1]);
});

test('a pinned comment takes the first place from another', async () => {
  const { list, ids } = listOf(comment('a', { pinned: true }), comment('b'), comment('c'));
  list.begin('hot');
  await settled();
  list.update(comment('c', { pinned: true }));
  expect(ids()).toEqual(['c', 'a', 'b']);
  expect(list.state().items.map(({ pinned }) => pinned)).toEqual([true, false, false]);
});

test('the place of a deleted comment stays while it has replies', async () => {
  const root = comment('a', { replies: 1 });
  const { list, ids, counted } = listOf(root, comment('b'));
  list.begin('hot');
  await settled();
  list.drop(root);
  list.drop(comment('b'));
  expect(ids()).toEqual(['a']);
  expect(list.state().items[0]).toMatchObject({ state: 'deleted', author: null, body: '' });
  list.drop(comment('reply', { rootId: 'a' }));
  expect(ids()).toEqual([]);
  expect(counted).toEqual([-1, -1, -1]);
});

test('a page that did not come is asked for again as what it was', async () => {
  const { list, at, queries, ids } = listOf(...Array.from({ length: 21 }, (_, n) => comment(String(n))));
  list.begin('hot');
  await settled();
  at.status = 503;
  expect(await list.loadMore()).toBe(false);
  expect(list.state().error).toBeInstanceOf(Error);
  at.status = 200;
  await list.retry();
  expect(queries.map((query) => query.includes('cursor=c'))).toEqual([false, true, true]);
  expect(ids()).toHaveLength(20);
});

test('nobody reads one comment twice', () => {
  expect(joinComments([comment('a')], [comment('a'), comment('b')]).map(({ id }) => id)).toEqual(['a', 'b']);
});
