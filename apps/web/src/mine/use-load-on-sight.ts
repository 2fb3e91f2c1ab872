import { onBeforeUnmount, watch, type Ref } from 'vue';

// Somewhat before the end is reached.
const margin = '600px';

/** Asks for more whenever the end of a list comes into sight; `loadMore` gives whether more came. */
export function useLoadOnSight(
  end: Readonly<Ref<HTMLElement | null>>,
  loadMore: () => Promise<boolean>,
): void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting === true) void addPage();
    },
    { rootMargin: margin },
  );

  async function addPage(): Promise<void> {
    // What is still in sight after that is told only to those who begin to look.
    if (!(await loadMore()) || end.value === null) return;
    observer.unobserve(end.value);
    observer.observe(end.value);
  }

  watch(end, (element, before) => {
    if (before != null) observer.unobserve(before);
    if (element !== null) observer.observe(element);
  });
  onBeforeUnmount(() => observer.disconnect());
}
