import { namesOtherEdition } from '@weireel/client';
import type { Playback } from '@weireel/contract';
import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';
import { onReconnected } from '../api/connection.ts';
import type { BufferRole } from './hls-config.ts';
import { attachMedia, type MediaSource, type PlaybackFailure, type Quality } from './media-source.ts';
import { sound } from './sound.ts';
import { usePlayIntent } from './use-play-intent.ts';

// A link that never works is not asked for without end.
const mostRefreshes = 2;

/** What a player shows, and how it comes by more. */
export interface VideoSourceOptions {
  /** Links of the video; null: it has none (yet). */
  playback: () => Playback | null;
  /** What the video is for at the moment. */
  role: () => BufferRole;
  /** Brings fresh links: those that are here no longer work. */
  refresh: () => Promise<void>;
  /** Whether it stands still while nobody sees the page. */
  stopsWhenHidden: boolean;
  /** Whether what has ended was given up while it grew, so that a newer version goes on there. Absent: never. */
  isCutShort?: () => boolean;
}

/** Plays, preloads and rests a video as its role says; knows its qualities, its failures, and a better version. */
export function useVideoSource(element: Ref<HTMLVideoElement | null>, options: VideoSourceOptions) {
  const { playback, role, refresh, stopsWhenHidden, isCutShort = () => false } = options;
  const failure = ref<PlaybackFailure | null>(null);
  const qualities = ref<Quality[]>([]);
  const chosenQuality = ref<number | null>(null);
  const playingQuality = ref<number | null>(null);
  const attachedUrl = ref('');
  const { isWanted, want, unwant } = usePlayIntent(element, stopsWhenHidden);
  let source: MediaSource | null = null;
  let refreshes = 0;
  // Where it stands, also while what was attached last knows nothing yet.
  let positionSeconds = 0;

  const isBetterReady = computed(() => namesOtherEdition(playback(), attachedUrl.value));

  function attach(fromSeconds = 0): void {
    const video = element.value;
    const links = playback();
    if (video === null || links === null || source !== null || role() === 'rest') return;
    attachedUrl.value = links.hlsUrl;
    positionSeconds = fromSeconds;
    const listener = {
      onQualities: (list: Quality[]) => (qualities.value = list),
      onQuality: (index: number) => (playingQuality.value = index),
      onFailure: (reason: PlaybackFailure) => void fail(reason),
    };
    source = attachMedia(video, links, role(), listener, fromSeconds);
  }

  function detach(): void {
    source?.destroy();
    source = null;
    attachedUrl.value = '';
    chosenQuality.value = null;
    playingQuality.value = null;
  }

  function follow(): void {
    attach();
    source?.setRole(role());
    if (role() === 'play') want();
    else unwant();
  }

  /** Changes over to the newest version at the same position; one that was watched to its end begins anew. */
  function upgrade(): void {
    const video = element.value;
    if (video === null) return;
    notePosition();
    const atSeconds = video.ended && !isCutShort() ? 0 : positionSeconds;
    const goesOn = isWanted.value || video.ended;
    detach();
    failure.value = null;
    attach(atSeconds);
    if (goesOn) want();
  }

  function notePosition(): void {
    const video = element.value;
    if (video !== null && video.readyState >= video.HAVE_METADATA) positionSeconds = video.currentTime;
  }

  function retry(): void {
    upgrade();
    want();
  }

  async function fail(reason: PlaybackFailure): Promise<void> {
    if (reason !== 'gone' || refreshes >= mostRefreshes) {
      failure.value = reason;
      return;
    }
    refreshes++;
    const goesOn = isWanted.value;
    await refresh();
    // Links that a parent hands down are here after its update.
    await nextTick();
    upgrade();
    if (goesOn) want();
  }

  function choose(index: number | null): void {
    chosenQuality.value = index;
    source?.setQuality(index);
  }

  function toggle(): void {
    if (element.value?.paused === true && failure.value === null) want();
    else unwant();
  }

  watch(role, follow, { flush: 'post' });
  // Nobody is disturbed by a change before the first play or after a failure.
  watch(isBetterReady, (isReady) => {
    const video = element.value;
    if (isReady && video !== null && (failure.value !== null || (video.paused && video.currentTime === 0)))
      upgrade();
  });
  watch(
    () => [sound.muted, sound.volume] as const,
    ([muted, volume]) => {
      if (element.value === null) return;
      element.value.muted = muted;
      element.value.volume = volume;
    },
  );
  const stopListening = onReconnected(() => {
    if (failure.value === 'network') retry();
  });
  const forgetRefreshes = () => (refreshes = 0);
  onMounted(() => {
    follow();
    element.value?.addEventListener('playing', forgetRefreshes);
    element.value?.addEventListener('timeupdate', notePosition);
  });
  onBeforeUnmount(() => {
    stopListening();
    element.value?.removeEventListener('playing', forgetRefreshes);
    element.value?.removeEventListener('timeupdate', notePosition);
    detach();
  });

  return {
    isWanted,
    failure,
    qualities,
    chosenQuality,
    playingQuality,
    isBetterReady,
    choose,
    upgrade,
    retry,
    toggle,
  };
}
