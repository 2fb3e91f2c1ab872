import type { Account, Role } from '@weireel/contract';
import { onBeforeUnmount, ref, watch } from 'vue';
import { api } from '../api/api.ts';
import { usePages } from '../shell/use-pages.ts';

/** Time without a key after which is searched. */
const pauseMs = 250;

/** Who has an account, as searched for, page by page. */
export function useAccounts() {
  const text = ref('');
  const role = ref<Role | null>(null);
  const pages = usePages<Account>((query) => {
    const q = text.value.trim();
    return api.call('adminUsers', {
      query: { ...query, ...(q !== '' && { q }), ...(role.value !== null && { role: role.value }) },
    });
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Puts a person as they are now in the place of what they were. */
  function replace(account: Account): void {
    const { items } = pages;
    items.value = items.value.map((known) => (known.id === account.id ? account : known));
  }

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void pages.reload(), pauseMs);
  });
  watch(role, pages.reload);
  onBeforeUnmount(() => clearTimeout(timer));

  return { text, role, pages, replace };
}
