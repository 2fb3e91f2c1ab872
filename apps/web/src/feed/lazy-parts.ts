import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

const loadEmpty = lazily(() => import('./feed-empty.vue'), false);
const load = lazily(() => import('./feed-more.vue'), false);
const loadSide = lazily(() => import('./feed-side.vue'), false);
const loadShortcuts = lazily(() => import('../player/shortcut-sheet.vue'), false);
const loadTabs = lazily(() => import('./feed-tabs.vue'), false);

/** What is shown where there is no video at all, as on the first day alone. */
export const FeedEmpty = defineAsyncComponent(loadEmpty);
/** What else may be done about a video; comes when somebody asks. */
export const FeedMore = defineAsyncComponent(load);
/** Keys and buttons beside the picture, for who has room for them. */
export const FeedSide = defineAsyncComponent(loadSide);
/** The choice of a feed; the picture comes first. */
export const FeedTabs = defineAsyncComponent(loadTabs);
/** The sheet of keys. */
export const ShortcutSheet = defineAsyncComponent(loadShortcuts);
