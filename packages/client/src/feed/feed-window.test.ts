import { describe, expect, it } from 'vitest';
import { createFeedWindow } from './feed-window.ts';

function page(ids: string, nextCursor: string | null) {
  return { items: [...ids].map((id) => ({ id })), nextCursor };
}

function names(items: readonly { id: string }[]): string {
  return items.map((item) => item.id).join('');
}

describe('a feed window', () => {
  it('asks for the first page while it is empty', () => {
    const view = createFeedWindow().view(0);
    expect(view).toEqual({
      current: null,
      index: 0,
      renderFrom: 0,
      renderEndExclusive: 0,
      preload: [],
      fetchCursor: null,
    });
  });

  it('renders the neighbours of the current item and preloads what follows', () => {
    const feed = createFeedWindow<{ id: string }>({ before: 1, after: 2, fetchAhead: 2 });
    feed.append(page('abcdefg', 'p2'));
    const view = feed.view(3);
    expect(view.current?.id).toBe('d');
    expect([view.renderFrom, view.renderEndExclusive]).toEqual([2, 6]);
    expect(names(view.preload)).toBe('ef');
    expect(view.fetchCursor).toBeUndefined();
  });

  it('asks for the next page near the end, and for nothing after the last one', () => {
    const feed = createFeedWindow<{ id: string }>({ fetchAhead: 2 });
    feed.append(page('abcd', 'p2'));
    expect(feed.view(0).fetchCursor).toBeUndefined();
    expect(feed.view(1).fetchCursor).toBe('p2');
    feed.append(page('ef', null));
    expect(feed.view(5).fetchCursor).toBeUndefined();
  });

  it('shows an item once although two pages bring it, and never again once it was removed', () => {
    const feed = createFeedWindow<{ id: string }>();
    feed.append(page('abc', 'p2'));
    feed.remove('b');
    feed.append(page('cbd', null));
    expect(names(feed.items())).toBe('acd');
  });

  it('keeps the current index inside the list after the last item was removed', () => {
    const feed = createFeedWindow<{ id: string }>();
    feed.append(page('ab', null));
    feed.remove('b');
    expect(feed.view(1)).toMatchObject({ current: { id: 'a' }, index: 0 });
  });
});
