import type { AttachedSource } from '@weireel/client';
import type { ExactPreview } from '@weireel/client/projects';
import { ticksPerSecond } from '@weireel/edit';
import { onBeforeUnmount, reactive, ref, watch, type Ref } from 'vue';
import { attachMedia } from '../player/media-source.ts';
import { frameAt } from './playback-plan.ts';
import type { Editor } from './use-editor.ts';

/** Plays the exact preview in an element of its own, which is shown as soon as it stands where the playhead is. */
export function useExactPlayback(
  editor: Editor,
  ready: Readonly<Ref<ExactPreview | null>>,
  element: Readonly<Ref<HTMLVideoElement | null>>,
) {
  /** Whether it stands at the playhead, or plays on from there. */
  const isThere = ref(false);
  const speed = ref(0);
  const isWaiting = ref(false);
  let source: AttachedSource | null = null;
  let request = 0;
  /** What the playhead was set to from here. */
  let written = -1;

  /** The middle of the frame that is seen, so that no rounding leads to another. */
  function wantedSeconds(): number {
    const at = Math.min(editor.peek ?? editor.playhead, Math.max(0, editor.duration - editor.frameTicks));
    return (frameAt(editor.document, at).start + editor.frameTicks / 2) / ticksPerSecond;
  }

  function stand(): void {
    if (element.value !== null) element.value.currentTime = wantedSeconds();
  }

  function letGo(): void {
    pause();
    isThere.value = false;
    source?.destroy();
    source = null;
  }

  function adopt(preview: ExactPreview | null): void {
    letGo();
    const video = element.value;
    if (preview === null || video === null) return;
    const links = { hlsUrl: preview.hlsUrl, mp4Url: null };
    source = attachMedia(
      video,
      links,
      { role: 'play', seconds: wantedSeconds() },
      {
        onQualities: () => {},
        onQuality: () => {},
        // The draft is there.
        onFailure: letGo,
      },
    );
  }

  function follow(): void {
    const video = element.value;
    if (speed.value === 0 || video === null) return;
    request = requestAnimationFrame(follow);
    isWaiting.value = video.seeking || video.readyState < video.HAVE_FUTURE_DATA;
    if (video.ended) return stopAtEnd();
    written = Math.min(
      frameAt(editor.document, video.currentTime * ticksPerSecond).start,
      editor.duration - editor.frameTicks,
    );
    editor.playhead = written;
  }

  function stopAtEnd(): void {
    pause();
    editor.seek(editor.duration);
  }

  /** Begins to play, or goes faster. */
  function play(rate: number): void {
    const video = element.value;
    if (video === null) return;
    if (editor.playhead >= editor.duration - editor.frameTicks) editor.seek(0);
    if (speed.value === 0) stand();
    speed.value = rate;
    video.playbackRate = rate;
    video.play().catch(() => {
      // Whoever stopped it meanwhile, or a browser that wants a press first: the picture stays where it is.
    });
    cancelAnimationFrame(request);
    request = requestAnimationFrame(follow);
  }

  function pause(): void {
    cancelAnimationFrame(request);
    [speed.value, isWaiting.value] = [0, false];
    element.value?.pause();
  }

  /** A frame came: if it is the one that was wanted, it may be seen. */
  function onSeeked(): void {
    const video = element.value;
    if (source === null || video === null) return;
    if (Math.abs(video.currentTime - wantedSeconds()) < editor.frameTicks / ticksPerSecond)
      isThere.value = true;
    else stand();
  }

  watch(ready, adopt, { flush: 'post' });
  watch(
    () => [editor.playhead, editor.peek] as const,
    ([at]) => {
      if (source !== null && !(speed.value !== 0 && at === written)) stand();
    },
  );
  onBeforeUnmount(letGo);
  return reactive({ isThere, speed, isWaiting, play, pause, onSeeked });
}

/** What plays an exact preview. */
export type ExactPlayback = ReturnType<typeof useExactPlayback>;
