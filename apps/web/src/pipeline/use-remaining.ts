import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { roughTime } from '../words/figures.ts';
import { createRemainingEstimator } from './remaining.ts';

const estimator = createRemainingEstimator();
const tickMs = 1000;

/** Words for the time that something still takes; empty while that is anybody's guess. */
export function useRemaining(thing: Ref<string | null>, progress: Ref<number | null>): Ref<string> {
  const { t } = useI18n();
  const text = ref('');

  function read(): void {
    const remainingMs =
      thing.value === null || progress.value === null
        ? null
        : estimator.observe(thing.value, progress.value, performance.now());
    if (remainingMs === null) {
      text.value = '';
      return;
    }
    const { key, n } = roughTime(remainingMs);
    text.value = t('pipeline.remaining', { time: t(`time.${key}`, { n }) });
  }

  watch([thing, progress], read, { immediate: true });
  const timer = setInterval(read, tickMs);
  onBeforeUnmount(() => clearInterval(timer));
  return text;
}
