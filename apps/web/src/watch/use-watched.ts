import type { Video } from '@weireel/contract';
import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { onMyVideo } from '../news/my-news.ts';
import { useSession } from '../session/session.ts';

/** The video of the page, kept fresh while its author watches it being made. */
export function useWatched(id: Ref<string>) {
  const session = useSession();
  const video = shallowRef<Video | null>(null);
  const trouble = ref<Trouble | null>(null);

  async function load(): Promise<void> {
    const asked = id.value;
    try {
      const answer = await api.call('video', { params: { id: asked } });
      if (asked !== id.value) return;
      video.value = answer;
      trouble.value = null;
    } catch (error) {
      if (asked === id.value) trouble.value = troubleOf(error);
    }
  }

  watch(
    id,
    () => {
      video.value = null;
      trouble.value = null;
      void load();
    },
    { immediate: true },
  );

  const stopReconnect = onReconnected(() => {
    if (video.value === null) void load();
  });

  let stopEvents: (() => void) | null = null;
  watch(
    () => session.me !== null && session.me.id === video.value?.author.id && video.value.state !== 'ready',
    (isBeingMade) => {
      stopEvents?.();
      stopEvents = isBeingMade
        ? onMyVideo({
            changed: (changed) => {
              if (changed.id === id.value) video.value = changed;
            },
            deleted: (deletedId) => {
              if (deletedId === id.value) void load();
            },
          })
        : null;
    },
    { immediate: true },
  );

  onBeforeUnmount(() => {
    stopReconnect();
    stopEvents?.();
  });

  return { video, trouble, load };
}
