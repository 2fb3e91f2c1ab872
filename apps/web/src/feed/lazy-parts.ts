import { defineAsyncComponent, type Component } from 'vue';
import { onReconnected } from '../api/connection.ts';
import { CodeMissingError, lazily, type CodeLoader } from '../shell/load-code.ts';

const loadEmpty = lazily(() => import('./feed-empty.vue'), false);
const load = lazily(() => import('./feed-more.vue'), false);
const loadSide = lazily(() => import('./feed-side.vue'), false);
const loadShortcuts = lazily(() => import('../player/shortcut-sheet.vue'), false);
const loadTabs = lazily(() => import('./feed-tabs.vue'), false);

/** What the page is whole without: while the server is away it is missing, and comes when that is back. */
function part<T extends { default: Component }>(loader: CodeLoader<T>) {
  return defineAsyncComponent<T['default']>({
    loader,
    onError(error, retry, fail) {
      if (!(error instanceof CodeMissingError) || error.served !== 'unreachable') return fail();
      const stop = onReconnected(() => {
        stop();
        retry();
      });
    },
  });
}

/** What is shown where there is no video at all, as on the first day alone. */
export const FeedEmpty = part(loadEmpty);
/** What else may be done about a video; comes when somebody asks. */
export const FeedMore = part(load);
/** Keys and buttons beside the picture, for who has room for them. */
export const FeedSide = part(loadSide);
/** The choice of a feed; the picture comes first. */
export const FeedTabs = part(loadTabs);
/** The sheet of keys. */
export const ShortcutSheet = part(loadShortcuts);
