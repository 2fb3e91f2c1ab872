import { onBeforeUnmount, ref } from 'vue';

/** What a drag does, with what it was begun with. */
export interface DragActs<T> {
  /** It begins; gives what it is about. */
  begin(): T;
  /** It has come so many pixels from where it began. */
  move(about: T, byPx: number): void;
  /** It ended there. */
  end(about: T, byPx: number): void;
  /** It was given up. */
  cancel(): void;
}

/** A press that goes no farther is no drag, in pixels. */
const slackPx = 5;

/** Drags of a pointer, to left and right; Escape gives one up. */
export function useDrag<T>({ begin, move, end, cancel }: DragActs<T>) {
  const isDragging = ref(false);
  let from: { x: number; about: T } | null = null;

  function pointerdown(event: PointerEvent): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from = { x: event.clientX, about: begin() };
    addEventListener('keydown', escape, { capture: true });
  }

  function pointermove({ clientX }: PointerEvent): void {
    if (from === null) return;
    const byPx = clientX - from.x;
    if (!isDragging.value && Math.abs(byPx) < slackPx) return;
    isDragging.value = true;
    move(from.about, byPx);
  }

  function pointerup({ clientX }: PointerEvent): void {
    const started = from;
    const wasDragging = isDragging.value;
    stop();
    if (started !== null && wasDragging) end(started.about, clientX - started.x);
  }

  function pointercancel(): void {
    const wasDragging = isDragging.value;
    stop();
    if (wasDragging) cancel();
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    pointercancel();
  }

  function stop(): void {
    from = null;
    isDragging.value = false;
    removeEventListener('keydown', escape, { capture: true });
  }

  onBeforeUnmount(stop);
  return { isDragging, on: { pointerdown, pointermove, pointerup, pointercancel } };
}
