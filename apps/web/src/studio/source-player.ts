/** A media element that stands at, or plays from, places of one file after another. */
export interface SourcePlayer {
  /** The asset whose file it has; null: none. */
  assetId(): string | null;
  /** Goes to a place of a file, in seconds, and stays there. */
  stand(assetId: string, url: string, seconds: number): void;
  /** Calls back as soon as the place is shown that it was sent to last, unless it is sent elsewhere before. */
  onceThere(callback: () => void): void;
  /** Plays on from where it was sent; again while it plays: only the speed changes. */
  play(rate: number, keepsPitch: boolean): void;
  /** Stops. */
  pause(): void;
  /** How loud it is, as a factor; a browser plays nothing louder than it is. */
  setVolume(amplitude: number): void;
  /** Where it is, in seconds. */
  seconds(): number;
  /** Whether it shows what it was sent to, or plays on from there. */
  isReady(): boolean;
  /** Whether its file is at its end. */
  hasEnded(): boolean;
  /** Lets go of the file. */
  end(): void;
}

/** A place that differs by less is the same, in seconds: less than half a frame of any usual rate. */
const sameSeconds = 0.001;

/** Makes a player of a media element; `onFailure` hears of a file that cannot be played. */
export function createSourcePlayer(element: HTMLMediaElement, onFailure: () => void): SourcePlayer {
  let file: string | null = null;
  /** Where it was sent, and is not yet; null: it is there. */
  let wanted: number | null = null;
  let isPlaying = false;
  let callback: (() => void) | null = null;

  /** One seek at a time: what was wanted meanwhile comes after it. */
  function follow(): void {
    if (element.readyState === 0 || element.seeking) return;
    if (wanted !== null && Math.abs(element.currentTime - wanted) > sameSeconds) {
      // Behind the last frame there is nothing to go to.
      if (wanted < element.duration || element.currentTime < element.duration - sameSeconds) {
        element.currentTime = wanted;
        return;
      }
    }
    if (element.readyState < element.HAVE_CURRENT_DATA) return;
    wanted = null;
    callback?.();
    callback = null;
    if (isPlaying && element.paused) start();
  }

  function start(): void {
    element.play().catch(() => {
      // Whoever stopped it meanwhile, or a browser that wants a press first: the picture stays where it is.
    });
  }

  const fail = (): void => {
    if (file === null) return;
    file = null;
    onFailure();
  };

  for (const name of ['loadedmetadata', 'loadeddata', 'seeked', 'canplay'] as const)
    element.addEventListener(name, follow);
  element.addEventListener('error', fail);

  return {
    assetId: () => file,
    stand(assetId, url, seconds) {
      if (!element.paused) element.pause();
      isPlaying = false;
      // Whoever waited for another place must not hear of this one.
      callback = null;
      wanted = seconds;
      if (file !== assetId) {
        file = assetId;
        element.src = url;
      }
      follow();
    },
    onceThere(next) {
      callback = next;
      if (wanted === null) follow();
    },
    play(rate, keepsPitch) {
      if (element.playbackRate !== rate) element.playbackRate = rate;
      element.preservesPitch = keepsPitch;
      isPlaying = true;
      if (wanted === null && element.paused) start();
    },
    pause() {
      isPlaying = false;
      element.pause();
    },
    setVolume(amplitude) {
      const volume = Math.min(1, Math.max(0, amplitude));
      element.muted = volume === 0;
      element.volume = volume;
    },
    seconds: () => wanted ?? element.currentTime,
    isReady: () =>
      element.ended ||
      (wanted === null && !element.seeking && element.readyState >= element.HAVE_CURRENT_DATA),
    hasEnded: () => element.ended,
    end() {
      callback = null;
      file = null;
      element.pause();
      element.removeAttribute('src');
      element.load();
    },
  };
}
