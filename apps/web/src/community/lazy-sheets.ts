import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

// What is said comes when somebody wants to read it, and not with the first picture.
const loadSheet = lazily(() => import('./comment-sheet.vue'), false);
const loadList = lazily(() => import('./comment-list.vue'), false);
const loadShare = lazily(() => import('./share-sheet.vue'), false);

/** Comments over or beside the feed. */
export const CommentSheet = defineAsyncComponent(loadSheet);
/** Comments in a page. */
export const CommentList = defineAsyncComponent(loadList);
/** Ways to share a video. */
export const ShareSheet = defineAsyncComponent(loadShare);
