import { onBeforeUnmount, reactive, watch, type Ref } from 'vue';

/** What a video element is doing, for templates. */
export interface PlaybackState {
  /** Whether it stands still. */
  paused: boolean;
  /** Whether it wants to play and has nothing to show. */
  isStalled: boolean;
  /** Whether the first frame is on the screen. */
  hasPicture: boolean;
  /** Whether it has come to its end. */
  hasEnded: boolean;
  /** Position in milliseconds. */
  positionMs: number;
  /** Length in milliseconds as far as the element knows; 0: not yet. */
  durationMs: number;
  /** End of what is loaded around the position, in milliseconds. */
  bufferedMs: number;
}

/** Follows a video element. */
export function usePlayback(element: Ref<HTMLVideoElement | null>): PlaybackState {
  const state = reactive<PlaybackState>({
    paused: true,
    isStalled: false,
    hasPicture: false,
    hasEnded: false,
    positionMs: 0,
    durationMs: 0,
    bufferedMs: 0,
  });
  let stop = () => {};

  watch(
    element,
    (video) => {
      stop();
      stop = video === null ? () => {} : follow(video, state);
    },
    { immediate: true, flush: 'post' },
  );
  onBeforeUnmount(() => stop());
  return state;
}

function follow(video: HTMLVideoElement, state: PlaybackState): () => void {
  const read = () => {
    state.paused = video.paused;
    state.hasEnded = video.ended;
    state.positionMs = video.currentTime * 1000;
    state.durationMs = Number.isFinite(video.duration) ? video.duration * 1000 : 0;
    state.bufferedMs = bufferedEndMs(video);
  };
  const stalled = () => (state.isStalled = !video.paused);
  const moving = () => (state.isStalled = false);
  const shown = () => {
    // «loadeddata» comes before the frame is painted; this one comes with it.
    if ('requestVideoFrameCallback' in video)
      video.requestVideoFrameCallback(() => (state.hasPicture = true));
    else state.hasPicture = true;
  };
  const emptied = () => (state.hasPicture = false);

  const listeners: [string, () => void][] = [
    ...['play', 'pause', 'ended', 'timeupdate', 'durationchange', 'progress', 'seeking', 'seeked'].map(
      (name): [string, () => void] => [name, read],
    ),
    ['waiting', stalled],
    ['playing', moving],
    ['pause', moving],
    ['seeked', moving],
    ['loadeddata', shown],
    ['emptied', emptied],
  ];
  for (const [name, listener] of listeners) video.addEventListener(name, listener);
  read();
  return () => {
    for (const [name, listener] of listeners) video.removeEventListener(name, listener);
  };
}

function bufferedEndMs(video: HTMLVideoElement): number {
  const { buffered, currentTime } = video;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.1 && buffered.end(i) >= currentTime)
      return buffered.end(i) * 1000;
  }
  return 0;
}
