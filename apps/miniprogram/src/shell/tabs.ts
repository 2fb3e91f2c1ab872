import { createListeners } from '../listeners.ts';

/** Pages of the tab bar, in its order. */
export const tabs = ['feed', 'search', 'publish', 'messages', 'me'] as const;

/** One of them. */
export type Tab = (typeof tabs)[number];

const changed = createListeners();
let chosen: Tab = 'feed';

/** The page of the tab bar that is shown, or was shown last. */
export const chosenTab = (): Tab => chosen;

/** Calls back whenever another one is shown; gives the way to stop it. */
export const onTab = changed.add;

/** Notes which one is shown: each such page says it of itself, as each has a bar of its own. */
export function noteTab(tab: Tab): void {
  chosen = tab;
  changed.tell();
}
