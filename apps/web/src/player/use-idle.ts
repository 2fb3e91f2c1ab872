import { onBeforeUnmount, ref, watch, type Ref } from 'vue';

const idleAfterMs = 2500;

/** Whether the person has not moved for a while; never idle while `isHeldOpen`. */
export function useIdle(isHeldOpen: Ref<boolean>) {
  const isIdle = ref(false);
  let timer: ReturnType<typeof setTimeout> | null = null;

  function touch(): void {
    isIdle.value = false;
    stop();
    if (!isHeldOpen.value) timer = setTimeout(() => (isIdle.value = true), idleAfterMs);
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  watch(isHeldOpen, touch, { immediate: true });
  onBeforeUnmount(stop);
  return { isIdle, touch };
}
