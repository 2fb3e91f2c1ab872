import type { AdminHealth, Job, JobQueue } from '@weireel/contract';
import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

const queueMs = 1500;
const healthMs = 10_000;
const deadPage = 20;

/** Queue, health and dead jobs, asked for again and again while somebody looks at them. */
export function useJobQueue() {
  const queue = shallowRef<JobQueue | null>(null);
  const health = shallowRef<AdminHealth | null>(null);
  const dead = shallowRef<readonly Job[]>([]);
  const deadCursor = ref<string | null>(null);
  const trouble = ref<Trouble | null>(null);
  const askedAtMs = ref(Date.now());
  let isAsking = false;
  let healthDueMs = 0;

  async function look(): Promise<void> {
    if (isAsking || document.hidden) return;
    isAsking = true;
    try {
      queue.value = await api.call('adminQueue');
      askedAtMs.value = Date.now();
      trouble.value = null;
      if (askedAtMs.value >= healthDueMs) {
        health.value = await api.call('adminHealth');
        healthDueMs = askedAtMs.value + healthMs;
      }
    } catch (error) {
      trouble.value = troubleOf(error);
    } finally {
      isAsking = false;
    }
  }

  /** The first dead jobs, or those after the ones that are shown. */
  async function loadDead(isMore = false): Promise<void> {
    const cursor = isMore ? deadCursor.value : null;
    try {
      const query = { state: 'dead' as const, limit: deadPage, ...(cursor !== null && { cursor }) };
      const page = await api.call('adminJobs', { query });
      dead.value = cursor === null ? page.items : [...dead.value, ...page.items];
      deadCursor.value = page.nextCursor;
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  watch(
    () => queue.value?.deadCount,
    (count, before) => {
      if (count !== undefined && count !== before) void loadDead();
    },
  );
  let timer: ReturnType<typeof setInterval> | undefined;
  const onVisible = () => void look();
  onMounted(() => {
    void look();
    timer = setInterval(() => void look(), queueMs);
    document.addEventListener('visibilitychange', onVisible);
  });
  const stopReconnect = onReconnected(() => void look());
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
    stopReconnect();
  });

  return { queue, health, dead, deadCursor, trouble, askedAtMs, look, loadDead };
}
