import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';

/** Nobody reads what is asked for at every key. */
const pauseMs = 160;

/** What may be meant by what is typed; empty while nothing is, and when the server has none. */
export function useSuggestions(typed: Readonly<Ref<string>>) {
  const suggestions = ref<readonly string[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function ask(q: string): Promise<void> {
    const turn = asked;
    try {
      const { items } = await api.call('searchSuggestions', { query: { q } });
      if (turn === asked) suggestions.value = items.map(({ text }) => text);
    } catch {
      // One can search without.
    }
  }

  watch(typed, (text) => {
    asked += 1;
    clearTimeout(timer);
    const q = text.trim();
    if (q === '') suggestions.value = [];
    else timer = setTimeout(() => void ask(q), pauseMs);
  });
  onBeforeUnmount(() => clearTimeout(timer));
  return suggestions;
}
