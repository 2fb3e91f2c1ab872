import {
  fileAfter,
  type AttachedSource,
  type BufferRole,
  type PlaybackFailure,
  type SourceListener,
  type SourceWay,
} from '@weireel/client';
import type { Playback } from '@weireel/contract';
import type HlsType from 'hls.js/light';
import { configFor, rememberBandwidth } from './hls-config.ts';
import { loadHls } from './load-hls.ts';

/** How long a file that is too slow is waited for before something else is tried. */
const longestWaitMs = 2000;

const hlsType = 'application/vnd.apple.mpegurl';

/**
 * Gives a video element its source: hls.js, the browser's own HLS on Apple's devices, or the MP4 file. An element that
 * plays the file already goes on with it, until it waits in vain: what comes in several qualities suits a slow line.
 *
 * @param from where it begins; a version that still grows is waited for until it reaches there
 */
export function attachMedia(
  video: HTMLVideoElement,
  playback: Pick<Playback, 'hlsUrl' | 'mp4Url'>,
  from: { role: BufferRole; seconds: number },
  listener: SourceListener,
): AttachedSource {
  let current: AttachedSource | null = null;
  let wantedRole = from.role;
  let wantedQuality: number | null = null;
  let isDestroyed = false;

  if (playsAlready(video, playback.mp4Url)) {
    current = keepFile(video, wantedRole, () => {
      const atSeconds = video.currentTime;
      current?.destroy();
      attachStream(atSeconds);
    });
  } else attachStream(from.seconds);

  return {
    setRole(next) {
      wantedRole = next;
      current?.setRole(next);
    },
    setQuality(index) {
      wantedQuality = index;
      current?.setQuality(index);
    },
    destroy() {
      isDestroyed = true;
      current?.destroy();
    },
  };

  function attachStream(atSeconds: number): void {
    const usesOwnHls = navigator.vendor.startsWith('Apple') && video.canPlayType(hlsType) !== '';
    if (!usesOwnHls) return void attachHls(atSeconds);
    current = attachFile(video, playback.hlsUrl, wantedRole, () => goOn('own-hls', 'media'));
    seekOnceKnown(video, atSeconds);
  }

  async function attachHls(fromSeconds: number): Promise<void> {
    let Hls: typeof HlsType;
    try {
      Hls = await loadHls();
    } catch {
      // The server was updated or is away: the file needs no code. The import is tried again with the next video.
      if (!isDestroyed) goOn('hls-code', 'network');
      return;
    }
    if (isDestroyed) return;
    if (!Hls.isSupported()) return goOn('hls-code', 'media');
    const mine = { ...listener, onFailure: (failure: PlaybackFailure) => goOn('hls-code', failure) };
    const options = { role: wantedRole, fromSeconds, listener: mine };
    current = playHls(Hls, video, playback.hlsUrl, options);
    if (wantedQuality !== null) current.setQuality(wantedQuality);
  }

  /** Takes the way that is left after one that failed. */
  function goOn(way: SourceWay, failure: PlaybackFailure): void {
    const fileUrl = fileAfter(way, failure, playback);
    if (fileUrl === null) return listener.onFailure(failure);
    const atSeconds = video.currentTime > 0 ? video.currentTime : from.seconds;
    current?.destroy();
    listener.onQualities([]);
    current = attachFile(video, fileUrl, wantedRole, () => listener.onFailure(failure));
    seekOnceKnown(video, atSeconds);
  }
}

function playsAlready({ src, error }: HTMLVideoElement, fileUrl: string | null): boolean {
  return fileUrl !== null && error === null && src === new URL(fileUrl, location.href).href;
}

/** Goes to a place of a file as soon as its length is known. */
function seekOnceKnown(video: HTMLVideoElement, atSeconds: number): void {
  if (atSeconds === 0) return;
  video.addEventListener('loadedmetadata', () => (video.currentTime = atSeconds), { once: true });
}

function playHls(
  Hls: typeof HlsType,
  video: HTMLVideoElement,
  url: string,
  options: { role: BufferRole; fromSeconds: number; listener: SourceListener },
): AttachedSource {
  const { role, fromSeconds, listener } = options;
  // A video that is still growing looks like a live one, and hls.js would begin at its end; a seek afterwards would not
  // find a place that such a version does not have as yet.
  const hls = new Hls({ ...configFor(role), startPosition: fromSeconds });
  let currentRole = role;
  let mendedMedia = 0;

  hls.on(Hls.Events.MANIFEST_PARSED, (_name, { levels }) => {
    listener.onQualities(
      levels.map((level, index) => ({
        index,
        shortEdgePx: Math.min(level.width, level.height),
        bitrateBps: level.bitrate,
      })),
    );
    if (currentRole === 'rest') hls.stopLoad();
  });
  hls.on(Hls.Events.LEVEL_SWITCHED, (_name, { level }) => listener.onQuality(level));
  hls.on(Hls.Events.FRAG_BUFFERED, () => rememberBandwidth(hls.bandwidthEstimate));
  hls.on(Hls.Events.ERROR, (_name, error) => {
    if (!error.fatal) return;
    const status = error.response?.code ?? 0;
    if (error.type === Hls.ErrorTypes.NETWORK_ERROR) {
      listener.onFailure(status >= 400 && status < 500 ? 'gone' : 'network');
    } else if (error.type === Hls.ErrorTypes.MEDIA_ERROR && mendedMedia < 2) {
      mendedMedia++;
      hls.recoverMediaError();
    } else listener.onFailure('media');
  });
  hls.loadSource(url);
  hls.attachMedia(video);

  return {
    setRole(next) {
      if (next === currentRole) return;
      const wasResting = currentRole === 'rest';
      currentRole = next;
      Object.assign(hls.config, configFor(next));
      if (next === 'rest') hls.stopLoad();
      else if (wasResting) hls.startLoad(video.currentTime);
    },
    setQuality(index) {
      // A choice is seen at once; back to automatic, what is loaded may still be used up.
      if (index === null) hls.nextLevel = -1;
      else hls.currentLevel = index;
    },
    destroy: () => hls.destroy(),
  };
}

/**
 * Goes on with the file that an element plays.
 *
 * @param onDry called once when the file fails or is too slow for the line
 */
function keepFile(video: HTMLVideoElement, role: BufferRole, onDry: () => void): AttachedSource {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wait = () => (waiting ??= setTimeout(onDry, longestWaitMs));
  const goOn = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const file = attachFile(video, video.src, role, onDry);
  video.addEventListener('waiting', wait);
  video.addEventListener('playing', goOn);
  video.addEventListener('pause', goOn);
  return {
    ...file,
    destroy() {
      goOn();
      video.removeEventListener('waiting', wait);
      video.removeEventListener('playing', goOn);
      video.removeEventListener('pause', goOn);
      file.destroy();
    },
  };
}

function attachFile(
  video: HTMLVideoElement,
  url: string,
  role: BufferRole,
  onError: () => void,
): AttachedSource {
  const setRole = (next: BufferRole) => (video.preload = next === 'play' ? 'auto' : 'metadata');
  setRole(role);
  video.addEventListener('error', onError, { once: true });
  if (video.src !== url) video.src = url;
  return {
    setRole,
    setQuality() {
      // A file has one quality, and the browser's own HLS chooses by itself.
    },
    destroy() {
      video.removeEventListener('error', onError);
      video.removeAttribute('src');
      video.load();
    },
  };
}
