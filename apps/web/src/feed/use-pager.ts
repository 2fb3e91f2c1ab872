import { nextTick, onActivated, onBeforeUnmount, onMounted, type Ref } from 'vue';
import { createWheelStepper } from './wheel-stepper.ts';

/** Moves a full-height, snapping list: fingers scroll it themselves, wheel and keys go by whole items. */
export function usePager(scroller: Ref<HTMLElement | null>, index: Ref<number>, count: () => number) {
  const stepOf = createWheelStepper();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let observer: ResizeObserver | null = null;

  /** Goes to an item; gives whether there is one. */
  function go(to: number): boolean {
    const element = scroller.value;
    if (element === null || to < 0 || to >= count()) return false;
    element.scrollTo({ top: to * element.clientHeight, behavior: calm.matches ? 'instant' : 'smooth' });
    return true;
  }

  function onScroll(): void {
    const element = scroller.value;
    if (element === null || element.clientHeight === 0) return;
    const shown = Math.round(element.scrollTop / element.clientHeight);
    index.value = Math.max(0, Math.min(count() - 1, shown));
  }

  function onWheel(event: WheelEvent): void {
    // Zooming stays the browser's.
    if (event.ctrlKey) return;
    event.preventDefault();
    const step = stepOf(event.deltaY, event.timeStamp);
    if (step !== 0) go(index.value + step);
  }

  function stay(): void {
    const element = scroller.value;
    element?.scrollTo({ top: index.value * element.clientHeight, behavior: 'instant' });
  }

  onMounted(() => {
    observer = new ResizeObserver(stay);
    if (scroller.value !== null) observer.observe(scroller.value);
  });
  // A list that was put aside has forgotten where it stood.
  onActivated(() => void nextTick(stay));
  onBeforeUnmount(() => observer?.disconnect());

  return { go, stay, onScroll, onWheel };
}
