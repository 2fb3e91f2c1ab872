import type { Category } from '@weireel/contract';
import { readonly, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { api } from '../api/api.ts';

const known = shallowRef<readonly Category[]>([]);

/** The categories of the installation; none until they are known. They are asked for whenever a page uses them. */
export function useCategories() {
  const { locale } = useI18n();

  async function load(): Promise<void> {
    try {
      known.value = (await api.call('categories')).items;
    } catch {
      // Nothing hangs on them: what was known stays, and a video is published without one.
    }
  }

  void load();
  return {
    categories: readonly(known),
    load,
    /** What a category is called here; empty: it is not known. */
    nameOf(id: string | null): string {
      const category = known.value.find((each) => each.id === id);
      return category?.names[locale.value === 'en' ? 'en' : 'zh'] ?? '';
    },
    /** Takes what an administrator has just changed. */
    take(categories: readonly Category[]): void {
      known.value = categories;
    },
  };
}
