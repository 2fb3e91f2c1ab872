import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

// Phones of Apple give full screen only to the video itself, by an older name.
interface OldVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

/** Full screen of a box, or of the video in it where the system knows nothing else. */
export function useFullscreen(box: Readonly<Ref<HTMLElement | null>>, video: () => HTMLVideoElement | null) {
  const isFullscreen = ref(false);
  const read = () => (isFullscreen.value = document.fullscreenElement === box.value && box.value !== null);

  function toggleFullscreen(): void {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else if (box.value !== null && document.fullscreenEnabled) void box.value.requestFullscreen();
    else {
      const old: OldVideo | null = video();
      old?.webkitEnterFullscreen?.();
    }
  }

  onMounted(() => document.addEventListener('fullscreenchange', read));
  onBeforeUnmount(() => document.removeEventListener('fullscreenchange', read));
  return { isFullscreen, toggleFullscreen };
}
