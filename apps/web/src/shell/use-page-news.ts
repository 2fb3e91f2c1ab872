import { nextTick, ref, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { pageTitle } from './page-title.ts';

/**
 * Tells people who do not see the page that another one is there: its title is read out, and the focus goes to
 * its beginning instead of staying with a link that is gone.
 */
export function usePageNews(main: Readonly<Ref<HTMLElement | null>>) {
  const news = ref('');
  useRouter().afterEach(async (to, from, failure) => {
    // The first page is read out by itself; the feed's own address follows what is watched.
    if (failure !== undefined || from.matched.length === 0 || to.path === from.path) return;
    await nextTick();
    main.value?.focus({ preventScroll: true });
  });
  watch(pageTitle, (title) => (news.value = title));
  return { news };
}
