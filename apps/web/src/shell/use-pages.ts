import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { troubleOf, type Trouble } from '../api/trouble.ts';

/** A page of a list as the server answers it. */
export interface ListPage<T> {
  /** Its items. */
  items: T[];
  /** Where the next one begins; null: this is the last. */
  nextCursor: string | null;
}

/** A list that is read page by page. */
export interface Pages<T> {
  /** What was read so far. */
  items: ShallowRef<readonly T[]>;
  /** Whether a first page has come. */
  isLoaded: Ref<boolean>;
  /** Whether there are further pages. */
  hasMore: Ref<boolean>;
  /** Why the last page did not come; null: nothing is wrong. */
  trouble: Ref<Trouble | null>;
  /** Takes items out of what is shown. */
  keep(isKept: (item: T) => boolean): void;
  /** Reads the list anew; what is shown stays until then. */
  reload(): Promise<boolean>;
  /** Empties what is shown, and reads another list. */
  restart(): Promise<boolean>;
  /** Adds a page; gives whether anything came. */
  loadMore(): Promise<boolean>;
}

/**
 * A list that is read page by page, from now on. What comes too late, because the list was asked for anew meanwhile,
 * is dropped.
 *
 * @param ask reads a page; without a cursor the first
 * @param keyOf tells items from each other where they change their places: none then stands there twice. Absent: they
 *   do not
 */
export function usePages<T>(
  ask: (query: { cursor?: string }) => Promise<ListPage<T>>,
  keyOf?: (item: T) => string,
): Pages<T> {
  const items: ShallowRef<readonly T[]> = shallowRef([]);
  const isLoaded = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  let turn = 0;
  let isLoading = false;

  async function load(isFirst: boolean): Promise<boolean> {
    if (isLoading && !isFirst) return false;
    turn += 1;
    const own = turn;
    isLoading = true;
    trouble.value = null;
    try {
      const page = await ask(isFirst || cursor === null ? {} : { cursor });
      if (own !== turn) return false;
      items.value = isFirst ? page.items : [...unlike(page.items), ...page.items];
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      if (own === turn) trouble.value = troubleOf(error);
      return false;
    } finally {
      if (own === turn) isLoading = false;
    }
  }

  /** What is shown of which nothing has come again. */
  function unlike(come: readonly T[]): readonly T[] {
    if (keyOf === undefined) return items.value;
    const known = new Set(come.map(keyOf));
    return items.value.filter((item) => !known.has(keyOf(item)));
  }

  function keep(isKept: (item: T) => boolean): void {
    items.value = items.value.filter(isKept);
  }

  function restart(): Promise<boolean> {
    items.value = [];
    isLoaded.value = false;
    return load(true);
  }

  void load(true);
  return {
    ...{ items, isLoaded, hasMore, trouble, keep, restart },
    reload: () => load(true),
    loadMore: () => load(false),
  };
}
