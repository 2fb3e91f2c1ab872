import type { Playback } from '@weireel/contract';
import { decodeThumbhash } from '@weireel/media';

const made = new Map<string, string>();
const mostKept = 500;

/** Address of a blurred picture to show until the cover is there; null when there is none. */
export function placeholderUrl(playback: Pick<Playback, 'placeholder'> | null): string | null {
  const hash = playback?.placeholder ?? null;
  if (hash === null) return null;
  const known = made.get(hash);
  if (known !== undefined) return known;
  const url = paint(hash);
  if (made.size >= mostKept) made.clear();
  if (url !== null) made.set(hash, url);
  return url;
}

/** The same as a CSS background under the cover; none when there is none. */
export function placeholderStyle(
  playback: Pick<Playback, 'placeholder'> | null,
): { backgroundImage: string } | undefined {
  const url = placeholderUrl(playback);
  return url === null ? undefined : { backgroundImage: `url("${url}")` };
}

function paint(hash: string): string | null {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(hash), (sign) => sign.charCodeAt(0));
  } catch {
    // Not base64: a newer server may say it otherwise.
    return null;
  }
  const picture = decodeThumbhash(bytes);
  if (picture === null) return null;
  const { widthPx, heightPx, rgba } = picture;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const pixels = new ImageData(widthPx, heightPx);
  pixels.data.set(rgba);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}
