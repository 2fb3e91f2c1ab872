import Hls from 'hls.js';
import { addressOfFile } from './wx-files.ts';

/** What a `VideoContext` can do. */
export interface VideoControl {
  /** Plays. */
  play(): void;
  /** Pauses. */
  pause(): void;
  /** Goes to a position in seconds. */
  seek(seconds: number): void;
  /** Plays so fast. */
  playbackRate(rate: number): void;
}

/** What a `<video>` is given by its attributes. */
export interface VideoAttributes {
  src: string;
  initialTime: number;
  muted: boolean;
  loop: boolean;
  autoplay: boolean;
  controls: boolean;
  objectFit: string;
}

/** A real video within a host element, that plays HLS as WeChat's does. */
export function createVideoTag(host: HTMLElement, tell: (name: string, detail: object) => void) {
  const video = document.createElement('video');
  video.playsInline = true;
  video.style.cssText = 'display:block;width:100%;height:100%';
  host.append(video);
  let hls: Hls | null = null;
  let src = '';

  const seconds = () => (Number.isFinite(video.duration) ? video.duration : 0);
  const listeners: Record<string, () => void> = {
    play: () => tell('play', {}),
    pause: () => tell('pause', {}),
    ended: () => tell('ended', {}),
    waiting: () => tell('waiting', {}),
    timeupdate: () => tell('timeupdate', { currentTime: video.currentTime, duration: seconds() }),
    loadedmetadata: () =>
      tell('loadedmetadata', { width: video.videoWidth, height: video.videoHeight, duration: seconds() }),
    progress() {
      const { buffered } = video;
      const end = buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
      tell('progress', { buffered: seconds() === 0 ? 0 : (end / seconds()) * 100 });
    },
    error: () => tell('error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }),
  };
  for (const [name, listener] of Object.entries(listeners)) video.addEventListener(name, listener);

  function load(url: string, fromSeconds: number): void {
    hls?.destroy();
    hls = null;
    src = url;
    if (url === '') return video.removeAttribute('src');
    if (!/\.m3u8(\?|$)/.test(url)) {
      video.src = url;
      video.currentTime = fromSeconds;
      return;
    }
    hls = new Hls({ enableWorker: false, startPosition: fromSeconds });
    hls.on(Hls.Events.ERROR, (_name, error) => {
      if (!error.fatal) return;
      const status = error.response?.code ?? 0;
      tell('error', { errMsg: status > 0 ? `MEDIA_ERR_NETWORK ${status}` : 'MEDIA_ERR_NETWORK' });
    });
    hls.loadSource(url);
    hls.attachMedia(video);
  }

  const control: VideoControl = {
    // WeChat says nothing of a play that did not begin.
    play: () => void video.play().catch(() => {}),
    pause: () => video.pause(),
    seek: (at) => (video.currentTime = at),
    playbackRate(rate) {
      // Others do nothing in WeChat.
      if (![0.5, 0.8, 1, 1.25, 1.5, 2].includes(rate)) throw new Error(`playbackRate:fail ${rate}`);
      video.playbackRate = rate;
    },
  };
  return {
    control,
    change(to: VideoAttributes) {
      Object.assign(video, { muted: to.muted, loop: to.loop, autoplay: to.autoplay, controls: to.controls });
      video.style.objectFit = to.objectFit;
      const address = addressOfFile(to.src);
      if (address !== src) load(address, to.initialTime);
    },
    end() {
      for (const [name, listener] of Object.entries(listeners)) video.removeEventListener(name, listener);
      hls?.destroy();
      video.removeAttribute('src');
      video.load();
      video.remove();
    },
  };
}
