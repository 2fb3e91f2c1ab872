import type { Video } from '@weireel/contract';
import { watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { entitle } from '../shell/page-title.ts';

/**
 * Keeps the address and the title with the video that is shown, so that reloading the page begins with it. Who
 * asks for the plain address while the feed is open wants its beginning.
 */
export function useFeedAddress(
  current: () => Video | null,
  isOpen: Readonly<Ref<boolean>>,
  beginAnew: () => void,
): void {
  const router = useRouter();
  const route = useRoute();
  const { locale } = useI18n();

  watch(
    [() => current()?.id, isOpen, () => route.query['v']],
    ([id, open, shown], [, wasOpen, shownBefore]) => {
      if (!open || route.name !== 'feed') return;
      if (wasOpen === true && shown === undefined && shownBefore !== undefined) beginAnew();
      if (id !== undefined && id !== shown) void router.replace({ name: 'feed', query: { v: id } });
    },
    { immediate: true, flush: 'post' },
  );
  watch(
    [current, isOpen, locale],
    () => {
      if (isOpen.value && route.name === 'feed') entitle(current()?.title);
    },
    { immediate: true, flush: 'post' },
  );
}
