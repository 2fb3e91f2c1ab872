import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';
import { focusableIn } from './focus-circle.ts';

/**
 * A menu that its button opens: the focus goes into it, arrows walk it, and Escape, a press beside it or leaving
 * it by Tab close it. `root` holds the button, first, and the menu with `[data-menu]`.
 */
export function useMenu(root: Readonly<Ref<HTMLElement | null>>) {
  const isOpen = ref(false);

  const items = (): HTMLElement[] => {
    const menu = root.value?.querySelector<HTMLElement>('[data-menu]');
    return menu == null ? [] : focusableIn(menu);
  };

  watch(isOpen, async (open) => {
    if (!open) return;
    await nextTick();
    const all = items();
    (all.find((item) => item.ariaChecked === 'true') ?? all[0])?.focus();
  });

  /** Closes it and goes back to its button. */
  function close(): void {
    isOpen.value = false;
    root.value?.querySelector('button')?.focus();
  }

  function walk(by: 1 | -1): void {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  }

  function onMenuKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'Home') items()[0]?.focus();
    else if (event.key === 'End') items().at(-1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function closeFromOutside(event: Event): void {
    // As: an event's target inside a page is a node.
    if (root.value?.contains(event.target as Node) !== true) isOpen.value = false;
  }

  onMounted(() => {
    document.addEventListener('pointerdown', closeFromOutside);
    document.addEventListener('focusin', closeFromOutside);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('pointerdown', closeFromOutside);
    document.removeEventListener('focusin', closeFromOutside);
  });
  return { isOpen, close, onMenuKey };
}
