import { onReconnected } from '../api/connection.ts';

/**
 * Marks pictures and style sheets that did not come, with `data-missing`: the browser's sign for a broken picture
 * is hidden, and pictures are asked for again when the server is back.
 */
export function watchMissingFiles(): void {
  // What happens to an element does not bubble.
  const everywhere = { capture: true };
  addEventListener('error', ({ target }) => mark(target, true), everywhere);
  addEventListener('load', ({ target }) => mark(target, false), everywhere);
  onReconnected(() => {
    for (const picture of document.querySelectorAll<HTMLImageElement>('img[data-missing]')) {
      const { src } = picture;
      picture.src = '';
      picture.src = src;
    }
  });
}

function mark(target: EventTarget | null, isMissing: boolean): void {
  const isFile =
    target instanceof HTMLImageElement || (target instanceof HTMLLinkElement && target.rel === 'stylesheet');
  if (isFile) target.toggleAttribute('data-missing', isMissing);
}
