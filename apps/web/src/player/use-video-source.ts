import { createVideoSource, namesOtherEdition, noSource, type BufferRole } from '@weireel/client';
import type { Playback } from '@weireel/contract';
import { computed, nextTick, onBeforeUnmount, onMounted, reactive, toRefs, watch, type Ref } from 'vue';
import { onReconnected } from '../api/connection.ts';
import { attachMedia } from './media-source.ts';
import { sound } from './sound.ts';
import { usePlayIntent } from './use-play-intent.ts';

/** What a player shows, and how it comes by more. */
export interface VideoSourceOptions {
  /** Links of the video; null: it has none (yet). */
  playback: () => Playback | null;
  /** What the video is for at the moment. */
  role: () => BufferRole;
  /** Brings fresh links: those that are here no longer work. */
  refresh: () => Promise<void>;
  /** Where it begins, in seconds. Absent: at its beginning. */
  startSeconds?: number;
  /** Whether it stands still while nobody sees the page. */
  stopsWhenHidden: boolean;
  /** Whether what has ended was given up while it grew, so that a newer version goes on there. Absent: never. */
  isCutShort?: () => boolean;
}

/** Plays, preloads and rests a video as its role says; knows its qualities, its failures, and a better version. */
export function useVideoSource(element: Ref<HTMLVideoElement | null>, options: VideoSourceOptions) {
  const { playback, role, refresh, stopsWhenHidden, startSeconds = 0, isCutShort = () => false } = options;
  const state = reactive({ ...noSource });
  const { isWanted, want, unwant } = usePlayIntent(element, stopsWhenHidden);
  const isBetterReady = computed(() => namesOtherEdition(playback(), state.attachedUrl));

  const source = createVideoSource({
    media: {
      attach: (links, from, listener) =>
        element.value === null ? null : attachMedia(element.value, links, from, listener),
      positionSeconds() {
        const video = element.value;
        return video === null || video.readyState < video.HAVE_METADATA ? null : video.currentTime;
      },
      isPaused: () => element.value?.paused ?? true,
      hasEnded: () => element.value?.ended ?? false,
    },
    intent: { want, unwant },
    isWanted: () => isWanted.value,
    ...{ playback, role, startSeconds, isCutShort },
    async refresh() {
      await refresh();
      // Links that a parent hands down are here after its update.
      await nextTick();
    },
    onChange: (now) => Object.assign(state, now),
  });
  const { upgrade, retry, choose, toggle, moved, played } = source;

  watch(role, source.follow, { flush: 'post' });
  watch(isBetterReady, source.noticeLinks);
  watch(
    () => [sound.muted, sound.volume] as const,
    ([muted, volume]) => {
      if (element.value !== null) Object.assign(element.value, { muted, volume });
    },
  );
  const stopListening = onReconnected(source.reconnected);
  onMounted(() => {
    source.follow();
    element.value?.addEventListener('playing', played);
    element.value?.addEventListener('timeupdate', moved);
  });
  onBeforeUnmount(() => {
    stopListening();
    element.value?.removeEventListener('playing', played);
    element.value?.removeEventListener('timeupdate', moved);
    source.end();
  });

  const { failure, qualities, chosenQuality, playingQuality } = toRefs(state);
  return {
    ...{ isWanted, failure, qualities, chosenQuality, playingQuality, isBetterReady },
    ...{ choose, upgrade, retry, toggle },
  };
}
