/** A page of a list as the server answers it. */
export interface AnsweredPage<T> {
  /** Its items. */
  items: readonly T[];
  /** Where the next one begins; null: this is the last. */
  nextCursor: string | null;
}

/** A list as far as it is known. */
export interface PageListState<T> {
  /** What was read so far. */
  items: readonly T[];
  /** What there is to show. `failed`: not even a first page came. */
  stage: 'loading' | 'failed' | 'empty' | 'shown';
  /** Whether there are further pages. */
  hasMore: boolean;
  /** Why the page that was asked for last did not come; null: nothing is wrong. */
  error: unknown;
}

/** A list that is read page by page. */
export interface PageList<T> {
  /** How it stands. */
  state(): PageListState<T>;
  /** Reads it anew, from its first page; what is shown stays until then. */
  begin(): Promise<void>;
  /** Adds the next page; does nothing when there is none, or one is on its way. */
  loadMore(): Promise<void>;
  /** Shows an item as it is now; one that is not in the list changes nothing. */
  put(item: T): void;
  /** Takes an item away. */
  drop(key: string): void;
  /** The server is reached again: what did not come is asked for. */
  reconnected(): void;
}

/**
 * A list of which nothing is known; `begin` begins it. What comes too late, because the list was asked for anew
 * meanwhile, is dropped; an item that comes again, because the list moved, stands where it came last.
 *
 * @param options.fetchPage reads a page; null: the first
 * @param options.keyOf tells items from each other
 * @param options.onChange told of each change
 */
export function createPageList<T>(options: {
  fetchPage: (cursor: string | null) => Promise<AnsweredPage<T>>;
  keyOf: (item: T) => string;
  onChange: (state: PageListState<T>) => void;
}): PageList<T> {
  const { fetchPage, keyOf, onChange } = options;
  let items: readonly T[] = [];
  let cursor: string | null = null;
  let isLoaded = false;
  let isLoading = false;
  let error: unknown = null;
  let turn = 0;

  function state(): PageListState<T> {
    const unloaded = error === null ? 'loading' : 'failed';
    const loaded = items.length === 0 ? 'empty' : 'shown';
    return { items, stage: isLoaded ? loaded : unloaded, hasMore: cursor !== null, error };
  }

  function show(next: readonly T[]): void {
    items = next;
    onChange(state());
  }

  async function load(from: string | null): Promise<void> {
    const own = (turn += 1);
    isLoading = true;
    error = null;
    onChange(state());
    try {
      const page = await fetchPage(from);
      if (own !== turn) return;
      const come = new Set(page.items.map(keyOf));
      const before = from === null ? [] : items.filter((item) => !come.has(keyOf(item)));
      ({ nextCursor: cursor } = page);
      isLoaded = true;
      isLoading = false;
      show([...before, ...page.items]);
    } catch (reason) {
      if (own !== turn) return;
      error = reason;
      isLoading = false;
      onChange(state());
    }
  }

  return {
    state,
    begin: () => load(null),
    async loadMore() {
      if (cursor !== null && !isLoading) await load(cursor);
    },
    put: (item) => show(items.map((each) => (keyOf(each) === keyOf(item) ? item : each))),
    drop: (key) => show(items.filter((item) => keyOf(item) !== key)),
    reconnected() {
      if (error !== null) void load(isLoaded ? cursor : null);
    },
  };
}
