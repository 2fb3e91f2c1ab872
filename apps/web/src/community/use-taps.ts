import { createTapTeller, tapWaitMs } from '@weireel/client';
import { onBeforeUnmount, ref } from 'vue';

/** A heart that rises where a finger was. */
export interface Burst {
  /** Tells it from others. */
  id: number;
  /** From the left of what was tapped, in pixels. */
  x: number;
  /** From its top, in pixels. */
  y: number;
}

/** Tells taps on a picture apart: one plays or pauses it, two send a heart from the finger. */
export function useTaps({ onSingle, onDouble }: { onSingle: () => void; onDouble: () => void }) {
  const tell = createTapTeller();
  const bursts = ref<Burst[]>([]);
  let lastId = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function onTap(event: MouseEvent): void {
    clearTimeout(waiting);
    if (tell({ x: event.clientX, y: event.clientY, timeMs: event.timeStamp }) === 'first') {
      waiting = setTimeout(onSingle, tapWaitMs);
      return;
    }
    bursts.value.push({ id: ++lastId, x: event.offsetX, y: event.offsetY });
    onDouble();
  }

  function endBurst(id: number): void {
    bursts.value = bursts.value.filter((burst) => burst.id !== id);
  }

  onBeforeUnmount(() => clearTimeout(waiting));
  return { bursts, onTap, endBurst };
}
