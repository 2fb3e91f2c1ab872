import type { Playback } from '@weireel/contract';
import { computed, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';
import { onReconnected } from '../api/connection.ts';
import { attachMedia, type MediaSource, type PlaybackFailure, type Quality } from './media-source.ts';
import { namesOtherEdition } from './names-other-edition.ts';
import { playWithSound, sound } from './sound.ts';

/** The source of the player: its qualities, its failures, and a better version when one is ready. */
export function usePlayerSource(
  element: Ref<HTMLVideoElement | null>,
  playback: () => Playback,
  onGone: () => void,
) {
  const failure = ref<PlaybackFailure | null>(null);
  const qualities = ref<Quality[]>([]);
  const chosenQuality = ref<number | null>(null);
  const playingQuality = ref<number | null>(null);
  const attachedUrl = ref('');
  let current: MediaSource | null = null;

  const isBetterReady = computed(() => namesOtherEdition(playback(), attachedUrl.value));

  function attach(): void {
    const video = element.value;
    if (video === null) return;
    current?.destroy();
    failure.value = null;
    chosenQuality.value = null;
    playingQuality.value = null;
    attachedUrl.value = playback().hlsUrl;
    current = attachMedia(video, playback(), 'play', {
      onQualities: (list) => (qualities.value = list),
      onQuality: (index) => (playingQuality.value = index),
      onFailure(reason) {
        failure.value = reason;
        if (reason === 'gone') onGone();
      },
    });
  }

  function choose(index: number | null): void {
    chosenQuality.value = index;
    current?.setQuality(index);
  }

  /** Changes over to the newest version at the same position. */
  function upgrade(): void {
    const video = element.value;
    if (video === null) return;
    // One that was watched to its end is watched again from its beginning.
    const atSeconds = video.ended ? 0 : video.currentTime;
    const wasPaused = video.paused && !video.ended;
    attach();
    video.addEventListener('loadedmetadata', () => (video.currentTime = atSeconds), { once: true });
    if (!wasPaused) void play();
  }

  async function play(): Promise<void> {
    if (element.value !== null) await playWithSound(element.value);
  }

  function retry(): void {
    upgrade();
    void play();
  }

  // Nobody is disturbed by a change before the first play or after the last.
  watch(isBetterReady, (isReady) => {
    const video = element.value;
    if (isReady && video !== null && (failure.value !== null || (video.paused && video.currentTime === 0)))
      attach();
  });
  // Fresh links for a source that had failed for want of them.
  watch(
    () => playback().hlsUrl,
    () => {
      if (failure.value === 'gone') retry();
    },
  );
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
  onMounted(() => {
    attach();
    void play();
  });
  onBeforeUnmount(stopListening);

  return {
    source: () => current,
    failure,
    qualities,
    chosenQuality,
    playingQuality,
    isBetterReady,
    choose,
    upgrade,
    retry,
    play,
  };
}
