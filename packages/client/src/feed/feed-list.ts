import { createFeedWindow, type FeedPage, type FeedView, type FeedWindow } from './feed-window.ts';

/** What a feed's list is made of. */
export interface FeedListOptions<T> {
  /** Asks for a page; null: the first one. */
  fetchPage: (cursor: string | null) => Promise<FeedPage<T>>;
  /** The item to begin with; null: none, or it cannot be shown. Never rejects: the feed has others. */
  fetchStart: () => Promise<T | null>;
  /** Told of each change. */
  onChange: (state: FeedListState<T>) => void;
}

/** A feed as far as it is known. */
export interface FeedListState<T> {
  /** Its items. */
  items: readonly T[];
  /** Place of the one that is looked at. */
  index: number;
  /** Whether a page is on its way. */
  isLoading: boolean;
  /** Whether a page has arrived. */
  isLoaded: boolean;
  /** Whether there are more. */
  hasMore: boolean;
  /** Why the page that was asked for last did not come; null: nothing is wrong. */
  error: unknown;
}

/** The list of an endless feed, and the one of its items that is looked at. */
export interface FeedList<T> {
  /** How it stands. */
  state(): FeedListState<T>;
  /** What to do at the present place. */
  view(): FeedView<T>;
  /** Another item is looked at; asks for the next page when few follow. */
  moveTo(index: number): void;
  /** Asks for the page that is missing; does nothing when none is, or one is on its way. */
  loadMore(): Promise<void>;
  /** Looks for newer items; the list begins anew when there are some. Gives whether it does. */
  refresh(): Promise<boolean>;
  /** Takes an item away that can no longer be shown. */
  remove(id: string): void;
  /** Forgets what was seen long ago: all before the present item but so many. Does nothing when there are fewer. */
  forgetAllBut(behind: number): void;
  /** The server is reached again. */
  reconnected(): void;
}

/** A feed of which nothing is known; `loadMore` begins it. */
export function createFeedList<T extends { id: string }>(options: FeedListOptions<T>): FeedList<T> {
  const { fetchPage, fetchStart, onChange } = options;
  let feed: FeedWindow<T> = newWindow();
  let state: FeedListState<T> = {
    ...{ items: [], index: 0, isLoading: false, isLoaded: false, hasMore: true, error: null },
  };

  function change(by: Partial<FeedListState<T>>): void {
    state = { ...state, ...by };
    onChange(state);
  }

  async function loadMore(): Promise<void> {
    const cursor = feed.view(state.index).fetchCursor;
    if (cursor === undefined || state.isLoading) return;
    const into = feed;
    change({ isLoading: true, error: null });
    try {
      const [page, start] = await Promise.all([fetchPage(cursor), cursor === null ? fetchStart() : null]);
      // The list began anew meanwhile, and this page belongs to what was before.
      if (into !== feed) return change({ isLoading: false });
      if (start !== null) feed.append({ items: [start], nextCursor: null });
      feed.append(page);
      change({ hasMore: page.nextCursor !== null, items: feed.items(), isLoaded: true, isLoading: false });
    } catch (error) {
      change({ error, isLoading: false });
      return;
    }
    // A page may bring nothing new, or less than is looked ahead.
    await loadMore();
  }

  async function refresh(): Promise<boolean> {
    if (!state.isLoaded) {
      await loadMore();
      return false;
    }
    try {
      const page = await fetchPage(null);
      if (page.items[0] === undefined || page.items[0].id === state.items[0]?.id) return false;
      feed = newWindow();
      feed.append(page);
      change({ hasMore: page.nextCursor !== null, items: feed.items(), index: 0 });
      return true;
    } catch {
      // What is there can still be watched.
      return false;
    }
  }

  return {
    ...{ state: () => state, view: () => feed.view(state.index), loadMore, refresh },
    moveTo(index) {
      if (index === state.index) return;
      change({ index });
      void loadMore();
    },
    remove(id) {
      feed.remove(id);
      change({ items: feed.items(), index: feed.view(state.index).index });
      void loadMore();
    },
    forgetAllBut(behind) {
      const count = state.index - behind;
      if (count <= 0) return;
      feed.forget(count);
      change({ items: feed.items(), index: behind });
    },
    reconnected() {
      if (state.error !== null) void loadMore();
    },
  };
}

function newWindow<T extends { id: string }>(): FeedWindow<T> {
  return createFeedWindow<T>({ before: 1, after: 1, fetchAhead: 4 });
}
