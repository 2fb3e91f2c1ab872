import { embedPath } from './addresses.ts';
import { escapeMarkup } from './escape-markup.ts';

/** Width and height in pixels. */
export interface Size {
  /** Pixels from left to right. */
  widthPx: number;
  /** Pixels from top to bottom. */
  heightPx: number;
}

/** What a frame may take, unless its page says otherwise. */
export const usualRoom: Size = { widthPx: 640, heightPx: 640 };

/** A picture of films, for videos whose own is not known. */
const usualPicture: Size = { widthPx: 16, heightPx: 9 };

/** The largest frame in the shape of a picture that finds room, in whole pixels, at least one. */
export function frameOf(
  { widthPx, heightPx }: { widthPx: number | null; heightPx: number | null },
  room: Size,
): Size {
  const picture = widthPx && heightPx ? { widthPx, heightPx } : usualPicture;
  const scale = Math.min(room.widthPx / picture.widthPx, room.heightPx / picture.heightPx);
  const fit = (px: number): number => Math.max(1, Math.round(px * scale));
  return { widthPx: fit(picture.widthPx), heightPx: fit(picture.heightPx) };
}

/** HTML that shows a video in a page of somebody else's. Its title is text and nothing else. */
export function frameCode(publicUrl: string, video: { id: string; title: string }, size: Size): string {
  const facts = {
    src: publicUrl + embedPath(video.id),
    width: String(size.widthPx),
    height: String(size.heightPx),
    title: video.title,
    allow: 'fullscreen; picture-in-picture',
    loading: 'lazy',
    style: 'border:0;max-width:100%',
  };
  const attributes = Object.entries(facts).map(([name, value]) => `${name}="${escapeMarkup(value)}"`);
  return `<iframe ${attributes.join(' ')} allowfullscreen></iframe>`;
}
