import { roughTime } from '@weireel/client';
import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';

const tickMs = 1000;

/**
 * Words for the time that something still takes, as the server estimates it; empty while that is anybody's guess.
 * Without news it counts down, and says nothing any more when the time is over.
 *
 * @param thing what the estimate came with: a new object is news, although its figure may be the same
 */
export function useRemaining<T extends object>(
  thing: Ref<T>,
  remainingOf: (thing: T) => number | null,
): Ref<string> {
  const { t } = useI18n();
  const text = ref('');
  let saidAtMs = 0;

  function read(): void {
    const saidMs = remainingOf(thing.value);
    const remainingMs = saidMs === null ? 0 : saidMs - (performance.now() - saidAtMs);
    if (remainingMs <= 0) {
      text.value = '';
      return;
    }
    const { key, n } = roughTime(remainingMs);
    text.value = t('pipeline.remaining', { time: t(`time.${key}`, { n }) });
  }

  watch(
    thing,
    () => {
      saidAtMs = performance.now();
      read();
    },
    { immediate: true },
  );
  const timer = setInterval(read, tickMs);
  onBeforeUnmount(() => clearInterval(timer));
  return text;
}
