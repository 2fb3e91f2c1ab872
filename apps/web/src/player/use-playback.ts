import {
  afterPlaybackEvent,
  loadedUntilMs,
  noPlayback,
  type PlaybackEvent,
  type PlaybackState,
} from '@weireel/client';
import { onBeforeUnmount, reactive, watch, type Ref } from 'vue';

const readOn = ['play', 'pause', 'ended', 'timeupdate', 'durationchange', 'progress', 'seeking', 'seeked'];

/** Follows a video element. */
export function usePlayback(element: Ref<HTMLVideoElement | null>): PlaybackState {
  const state = reactive<PlaybackState>({ ...noPlayback });
  let stop = () => {};

  watch(
    element,
    (video) => {
      stop();
      stop =
        video === null
          ? () => {}
          : follow(video, (event) => Object.assign(state, afterPlaybackEvent(state, event)));
    },
    { immediate: true, flush: 'post' },
  );
  onBeforeUnmount(() => stop());
  return state;
}

function follow(video: HTMLVideoElement, tell: (event: PlaybackEvent) => void): () => void {
  const read = () => tell({ kind: 'read', figures: figuresOf(video) });
  const moving = () => tell({ kind: 'moving' });
  const shown = () => tell({ kind: 'shown' });
  const loaded = () => {
    // «loadeddata» comes before the frame is painted; this one comes with it.
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(shown);
    else shown();
  };

  const listeners: [string, () => void][] = [
    ...readOn.map((name): [string, () => void] => [name, read]),
    ['waiting', () => tell({ kind: 'waiting', paused: video.paused })],
    ['playing', moving],
    ['pause', moving],
    ['seeked', moving],
    ['loadeddata', loaded],
    ['emptied', () => tell({ kind: 'emptied' })],
  ];
  for (const [name, listener] of listeners) video.addEventListener(name, listener);
  if (video.readyState >= video.HAVE_CURRENT_DATA) loaded();
  read();
  return () => {
    for (const [name, listener] of listeners) video.removeEventListener(name, listener);
  };
}

function figuresOf(video: HTMLVideoElement) {
  const { buffered } = video;
  const ranges = Array.from(
    { length: buffered.length },
    (_, i) => [buffered.start(i) * 1000, buffered.end(i) * 1000] as const,
  );
  const positionMs = video.currentTime * 1000;
  return {
    paused: video.paused,
    hasEnded: video.ended,
    positionMs,
    durationMs: Number.isFinite(video.duration) ? video.duration * 1000 : 0,
    bufferedMs: loadedUntilMs(ranges, positionMs),
  };
}
