import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useMyChannels } from './my-channels.ts';

/**
 * The channel as which a page is opened, by the `as` of its address.
 *
 * @param onChanged told that it is another one, on the same page
 */
export function useAsChannel(onChanged: () => void) {
  const mine = useMyChannels();
  const route = useRoute();
  const { name: page } = route;
  const id = ref(read());

  function read(): string | null {
    const { as } = route.query;
    return typeof as === 'string' ? as : null;
  }

  watch(
    () => (route.name === page ? read() : id.value),
    (now) => {
      id.value = now;
      if (now !== null) void mine.load();
      onChanged();
    },
  );
  if (id.value !== null) void mine.load();
  return {
    /** Its id; null: the page is one's own. */
    id,
    /** What calls are asked with. */
    query: computed(() => (id.value === null ? {} : { as: id.value })),
    /** What it is called; undefined: the page is one's own, or that is not known yet. */
    name: computed(() => mine.channels.find((channel) => channel.id === id.value)?.nickname),
  };
}
