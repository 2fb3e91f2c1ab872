import { createSuggestions } from '@weireel/client';
import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';

/** What may be meant by what is typed; empty while nothing is, and when the server has none. */
export function useSuggestions(typed: Readonly<Ref<string>>) {
  const shown = ref<readonly string[]>([]);
  const suggestions = createSuggestions({
    ask: async (q) => (await api.call('searchSuggestions', { query: { q } })).items.map(({ text }) => text),
    onChange: (texts) => (shown.value = texts),
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });

  watch(typed, suggestions.type);
  onBeforeUnmount(suggestions.stop);
  return shown;
}
