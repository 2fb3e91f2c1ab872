/** One page of a list, as the API answers it. */
export interface FeedPage<T> {
  /** The items, in order. */
  items: readonly T[];
  /** Where to go on; null: this was the last page. */
  nextCursor: string | null;
}

/** How far a feed window reaches. */
export interface FeedWindowOptions {
  /** How many items before the current one stay rendered. Default: 1. */
  before?: number;
  /** How many items after the current one are rendered and preloaded, nearest first. Default: 1. */
  after?: number;
  /** Fetch the next page when no more than so many items follow the current one. Default: 5. */
  fetchAhead?: number;
}

/** What to do while one item is the current one. */
export interface FeedView<T> {
  /** The current item; null while the feed is empty. */
  current: T | null;
  /** Its index, moved into the list when it lay outside. */
  index: number;
  /** First index to render. */
  renderFrom: number;
  /** Index after the last one to render. */
  renderEndExclusive: number;
  /** Items to preload, nearest first. */
  preload: T[];
  /** Cursor of the page to fetch now; null for the first one; undefined: fetch nothing. */
  fetchCursor: string | null | undefined;
}

/** The items of an endless feed, and which of them matter now. */
export interface FeedWindow<T> {
  /** Adds a page; items that are there already are left out. */
  append(page: FeedPage<T>): void;
  /** Takes an item away: it was deleted or cannot be played. */
  remove(id: string): void;
  /** Forgets so many of the first items; they are not added again. */
  forget(count: number): void;
  /** All items so far that are not forgotten, each once. */
  items(): readonly T[];
  /** What to do while the item at `index` is the current one. */
  view(index: number): FeedView<T>;
}

/** A feed window without items. */
export function createFeedWindow<T extends { id: string }>(options: FeedWindowOptions = {}): FeedWindow<T> {
  const { before = 1, after = 1, fetchAhead = 5 } = options;
  // Ids that were removed stay known: a later page must not bring them back.
  const known = new Set<string>();
  let items: readonly T[] = [];
  let cursor: string | null | undefined = null;

  return {
    append(page) {
      const fresh: T[] = [];
      for (const item of page.items) {
        if (known.has(item.id)) continue;
        known.add(item.id);
        fresh.push(item);
      }
      items = [...items, ...fresh];
      cursor = page.nextCursor ?? undefined;
    },
    remove(id) {
      known.add(id);
      items = items.filter((item) => item.id !== id);
    },
    forget(count) {
      items = items.slice(count);
    },
    items: () => items,
    view(wanted) {
      const index = Math.max(0, Math.min(wanted, items.length - 1));
      const renderEndExclusive = Math.min(items.length, index + after + 1);
      return {
        current: items[index] ?? null,
        index,
        renderFrom: Math.max(0, index - before),
        renderEndExclusive,
        preload: items.slice(index + 1, renderEndExclusive),
        fetchCursor: items.length - 1 - index <= fetchAhead ? cursor : undefined,
      };
    },
  };
}
