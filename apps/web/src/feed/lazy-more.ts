import { defineAsyncComponent } from 'vue';
import { lazily } from '../shell/load-code.ts';

const load = lazily(() => import('./feed-more.vue'), false);

/** What else may be done about a video; comes when somebody asks. */
export const FeedMore = defineAsyncComponent(load);
