import type { FoundCollection, FoundTag, FoundUser, FoundVideo } from '@weireel/contract';
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { toQuery, type SearchWish } from './search-wish.ts';

/** What was found so far, by its type. */
export interface Found {
  /** What it was asked for. */
  wish: SearchWish;
  /** Videos, the best first. */
  videos: readonly FoundVideo[];
  /** Collections and courses. */
  collections: readonly FoundCollection[];
  /** People. */
  users: readonly FoundUser[];
  /** Tags. */
  tags: readonly FoundTag[];
  /** Whether these are only the nearest. */
  isNearest: boolean;
}

/** Answers a wish, and again whenever it changes; what comes too late for its wish is dropped. */
export function useSearch(wish: Readonly<Ref<SearchWish>>) {
  const found = shallowRef<Found | null>(null);
  const cursor = ref<string | null>(null);
  const isLoading = ref(false);
  const trouble = ref<Trouble | null>(null);
  let asked = 0;

  async function load(from: string | null): Promise<boolean> {
    const own = wish.value;
    asked += 1;
    const turn = asked;
    isLoading.value = true;
    trouble.value = null;
    try {
      const query = { ...toQuery(own, Date.now()), ...(from !== null && { cursor: from }) };
      const page = await api.call('search', { query });
      if (turn !== asked) return false;
      const before = from === null ? null : found.value;
      // As: the list is of the type that was asked for.
      const itemsOf = <T>(type: SearchWish['type']) => (own.type === type ? (page.items as T[]) : []);
      found.value = {
        wish: own,
        videos: [...(before?.videos ?? []), ...itemsOf<FoundVideo>('video')],
        collections: [...(before?.collections ?? []), ...itemsOf<FoundCollection>('collection')],
        users: [...(before?.users ?? []), ...itemsOf<FoundUser>('user')],
        tags: [...(before?.tags ?? []), ...itemsOf<FoundTag>('tag')],
        isNearest: page.isNearest,
      };
      cursor.value = page.nextCursor;
      return true;
    } catch (error) {
      if (turn === asked) trouble.value = troubleOf(error);
      return false;
    } finally {
      if (turn === asked) isLoading.value = false;
    }
  }

  function begin(): void {
    found.value = null;
    cursor.value = null;
    if (wish.value.q !== '') void load(null);
  }

  /** Adds a page; gives whether one came. */
  async function loadMore(): Promise<boolean> {
    return cursor.value !== null && !isLoading.value && (await load(cursor.value));
  }

  watch(wish, begin, { immediate: true });
  onBeforeUnmount(
    onReconnected(() => {
      if (trouble.value !== null) void load(cursor.value);
    }),
  );

  return { found, isLoading, trouble, hasMore: computed(() => cursor.value !== null), begin, loadMore };
}
