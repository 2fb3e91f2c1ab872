import type { Playback } from '@weireel/contract';
import { computed, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';
import { onReconnected } from '../api/connection.ts';
import type { BufferRole } from '../player/hls-config.ts';
import { attachMedia, type MediaSource, type PlaybackFailure } from '../player/media-source.ts';
import { namesOtherEdition } from '../player/names-other-edition.ts';
import { playWithSound, sound } from '../player/sound.ts';

/** Plays, preloads and rests one video of the feed as its role says. */
export function useFeedSource(
  element: Ref<HTMLVideoElement | null>,
  playback: Ref<Playback | null>,
  role: () => BufferRole,
  refreshLinks: () => Promise<void>,
) {
  const isHeld = ref(false);
  const failure = ref<PlaybackFailure | null>(null);
  const attachedUrl = ref('');
  let source: MediaSource | null = null;
  let refreshes = 0;

  const isBetterReady = computed(() => namesOtherEdition(playback.value, attachedUrl.value));

  function attach(): void {
    if (element.value === null || playback.value === null || role() === 'rest') return;
    if (source !== null) return;
    attachedUrl.value = playback.value.hlsUrl;
    source = attachMedia(element.value, playback.value, role(), {
      onFailure: (reason) => void fail(reason),
    });
  }

  function detach(): void {
    source?.destroy();
    source = null;
    attachedUrl.value = '';
  }

  /** Changes over to the newest version at the same position. */
  function upgrade(): void {
    const video = element.value;
    if (video === null) return;
    const atSeconds = video.currentTime;
    detach();
    follow();
    video.addEventListener('loadedmetadata', () => (video.currentTime = atSeconds), { once: true });
  }

  function follow(): void {
    const now = role();
    attach();
    source?.setRole(now);
    if (now !== 'play') {
      element.value?.pause();
      isHeld.value = false;
      return;
    }
    void play();
  }

  async function play(): Promise<void> {
    if (element.value === null || failure.value !== null) return;
    isHeld.value = false;
    const isPlaying = await playWithSound(element.value);
    // The browser allows nothing before a touch: the big button asks for it.
    if (!isPlaying && role() === 'play') isHeld.value = true;
  }

  function toggle(): void {
    if (element.value === null) return;
    if (element.value.paused) void play();
    else {
      element.value.pause();
      isHeld.value = true;
    }
  }

  function seekTo(ms: number): void {
    if (element.value !== null) element.value.currentTime = ms / 1000;
  }

  function retry(): void {
    detach();
    failure.value = null;
    follow();
  }

  async function fail(reason: PlaybackFailure): Promise<void> {
    // A link that expired is asked for anew; one that never works is not asked for without end.
    if (reason === 'gone' && refreshes < 2) {
      refreshes++;
      detach();
      await refreshLinks();
      follow();
      return;
    }
    failure.value = reason;
  }

  function onVisibility(): void {
    if (role() !== 'play') return;
    if (document.hidden) element.value?.pause();
    else if (!isHeld.value) void play();
  }

  watch(role, follow, { flush: 'post' });
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
    follow();
    document.addEventListener('visibilitychange', onVisibility);
  });
  onBeforeUnmount(() => {
    stopListening();
    document.removeEventListener('visibilitychange', onVisibility);
    detach();
  });

  return { isHeld, failure, isBetterReady, toggle, seekTo, upgrade, retry };
}
