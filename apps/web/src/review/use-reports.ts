import type { Report } from '@weireel/contract';
import { ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

/** Reports that wait, or about which somebody has decided, page by page. */
export function useReports(state: Ref<'open' | 'decided'>) {
  const items = shallowRef<readonly Report[]>([]);
  const isLoaded = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  let asked = 0;

  async function load(isFirst: boolean): Promise<boolean> {
    const turn = (asked += 1);
    trouble.value = null;
    try {
      const query = { state: state.value, ...(!isFirst && cursor !== null && { cursor }) };
      const page = await api.call('reports', { query });
      // Another list is wanted meanwhile.
      if (turn !== asked) return false;
      items.value = isFirst ? page.items : [...items.value, ...page.items];
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      if (turn === asked) trouble.value = troubleOf(error);
      return false;
    }
  }

  watch(
    state,
    () => {
      items.value = [];
      isLoaded.value = false;
      void load(true);
    },
    { immediate: true },
  );

  /** Decides about what a report is about, and takes all about the same out of the list. */
  async function decide({ id, subject }: Report, decision: 'resolved' | 'dismissed'): Promise<void> {
    await api.call('decideReport', { params: { id }, body: { decision } });
    items.value = items.value.filter(
      (one) => one.subject.kind !== subject.kind || one.subject.id !== subject.id,
    );
  }

  return { items, isLoaded, hasMore, trouble, decide, reload: () => load(true), loadMore: () => load(false) };
}
