import type { Account, Role } from '@weireel/contract';
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

/** Time without a key after which is searched. */
const pauseMs = 250;

/** Who has an account, as searched for, page by page. */
export function useAccounts() {
  const text = ref('');
  const role = ref<Role | null>(null);
  const accounts = shallowRef<readonly Account[]>([]);
  const isLoaded = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  /** Counts searches: what an earlier one brings late is not shown. */
  let search = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(isFirst: boolean): Promise<boolean> {
    const own = isFirst ? ++search : search;
    const q = text.value.trim();
    trouble.value = null;
    try {
      const page = await api.call('adminUsers', {
        query: {
          ...(q !== '' && { q }),
          ...(role.value !== null && { role: role.value }),
          ...(!isFirst && cursor !== null && { cursor }),
        },
      });
      if (own !== search) return false;
      accounts.value = isFirst ? page.items : [...accounts.value, ...page.items];
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      if (own === search) trouble.value = troubleOf(error);
      return false;
    }
  }

  /** Puts a person as they are now in the place of what they were. */
  function replace(account: Account): void {
    accounts.value = accounts.value.map((known) => (known.id === account.id ? account : known));
  }

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(true), pauseMs);
  });
  watch(role, () => void load(true));
  onBeforeUnmount(() => clearTimeout(timer));
  void load(true);

  return {
    ...{ text, role, accounts, isLoaded, hasMore, trouble, replace },
    reload: () => load(true),
    loadMore: () => load(false),
  };
}
