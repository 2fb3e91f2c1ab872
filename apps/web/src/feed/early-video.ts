declare global {
  interface Window {
    /** The video that the page began to play before its code was here; see `index.html`. */
    earlyVideo?: { id: string; video: HTMLVideoElement };
  }
}

/** Whether a video plays already that nobody has taken over. */
export function hasEarlyVideo(): boolean {
  return window.earlyVideo !== undefined;
}

/** Takes over the element that plays already, when it is this video's; else null. */
export function takeEarlyVideo(id: string): HTMLVideoElement | null {
  const early = window.earlyVideo;
  if (early?.id !== id) return null;
  delete window.earlyVideo;
  early.video.className = '';
  return early.video;
}

/** Ends what plays already and nobody has taken over: something else is shown. */
export function endEarlyVideo(): void {
  const early = window.earlyVideo;
  if (early === undefined) return;
  delete window.earlyVideo;
  early.video.remove();
  early.video.removeAttribute('src');
  early.video.load();
}
