import { onBeforeUnmount, onMounted } from 'vue';
import { shortcutOf, type ShortcutAction } from './shortcut.ts';

const isApple = /^(?:Mac|iP)/.test(navigator.platform);

/** Hears the keys of a watching page; `act` says whether it took the action. */
export function useShortcuts(act: (action: ShortcutAction) => boolean): void {
  const onKey = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const { key, ctrlKey, metaKey, altKey } = event;
    const action = shortcutOf({ key, ctrlKey, metaKey, altKey, isApple, target });
    if (action !== null && act(action)) event.preventDefault();
  };
  onMounted(() => addEventListener('keydown', onKey));
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
}
