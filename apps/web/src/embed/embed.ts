// The player of a video in a frame of somebody else's page. The server has written the page, which plays the file with
// the browser's own controls; this makes it adaptive. It stands alone: none of the client's first code is loaded.
import type HlsType from 'hls.js/light';

const hlsType = 'application/vnd.apple.mpegurl';

const video = document.querySelector('video');
const start = document.querySelector<HTMLButtonElement>('.start');
if (video !== null && start !== null) prepare(video, start);

/** Lays one large button over the picture; nothing but the cover is loaded until it is pressed. */
function prepare(element: HTMLVideoElement, button: HTMLButtonElement): void {
  element.controls = false;
  button.hidden = false;
  button.addEventListener(
    'click',
    () => {
      button.remove();
      element.controls = true;
      element.focus();
      document.body.classList.add('playing');
      void begin(element);
    },
    { once: true },
  );
}

async function begin(element: HTMLVideoElement): Promise<void> {
  const { hls, code } = element.dataset;
  const usesOwnHls = navigator.vendor.startsWith('Apple') && element.canPlayType(hlsType) !== '';
  if (hls !== undefined && usesOwnHls) element.src = hls;
  else if (hls !== undefined && code !== undefined) await playAdaptively(element, hls, code);
  try {
    await element.play();
  } catch {
    // The controls are there, and say what the browser makes of it.
  }
}

/** Leaves the file in place where that cannot be: an old browser, code that does not come. */
async function playAdaptively(element: HTMLVideoElement, url: string, code: string): Promise<void> {
  const fileUrl = element.getAttribute('src');
  try {
    // As: the server names the client's own chunk of hls.js, whose one export that is.
    const { default: Hls } = (await import(/* @vite-ignore */ code)) as { default: typeof HlsType };
    if (!Hls.isSupported()) return;
    const hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true });
    hls.on(Hls.Events.ERROR, (_name, { fatal }) => {
      if (!fatal || fileUrl === null) return;
      const atSeconds = element.currentTime;
      hls.destroy();
      element.src = fileUrl;
      element.addEventListener('loadedmetadata', () => (element.currentTime = atSeconds), { once: true });
      void element.play();
    });
    hls.loadSource(url);
    hls.attachMedia(element);
  } catch {
    // As said above; a page without a file has nothing left, and its controls show that.
  }
}
