import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

const load = lazily(() => import('./feed-more.vue'), false);
const loadShortcuts = lazily(() => import('../player/shortcut-sheet.vue'), false);
const loadTabs = lazily(() => import('./feed-tabs.vue'), false);

/** What else may be done about a video; comes when somebody asks. */
export const FeedMore = defineAsyncComponent(load);
/** The choice of a feed; the picture comes first. */
export const FeedTabs = defineAsyncComponent(loadTabs);
/** The sheet of keys. */
export const ShortcutSheet = defineAsyncComponent(loadShortcuts);
