import { ref, shallowRef } from 'vue';
import { troubleOf, type Trouble } from '../api/trouble.ts';

/** A page of a list as the server answers it. */
export interface ListPage<T> {
  /** Its items. */
  items: T[];
  /** Where the next one begins; null: this is the last. */
  nextCursor: string | null;
}

/**
 * A list that is read page by page, from now on.
 *
 * @param ask reads a page; without a cursor the first
 */
export function usePages<T>(ask: (query: { cursor?: string }) => Promise<ListPage<T>>) {
  const items = shallowRef<readonly T[]>([]);
  const isLoaded = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  let isLoading = false;

  async function load(isFirst: boolean): Promise<boolean> {
    if (isLoading) return false;
    isLoading = true;
    trouble.value = null;
    try {
      const page = await ask(isFirst || cursor === null ? {} : { cursor });
      items.value = isFirst ? page.items : [...items.value, ...page.items];
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      trouble.value = troubleOf(error);
      return false;
    } finally {
      isLoading = false;
    }
  }

  /** Takes items out of what is shown. */
  function keep(isKept: (item: T) => boolean): void {
    items.value = items.value.filter(isKept);
  }

  void load(true);
  return {
    ...{ items, isLoaded, hasMore, trouble, keep },
    reload: () => load(true),
    loadMore: () => load(false),
  };
}
