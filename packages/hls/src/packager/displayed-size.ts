import type { TrackPicture } from '../mp4/track.ts';

/** Size of the picture as shown: pixel aspect first, then the track matrix (quarter turns swap the sides). */
export function displayedSize(picture: TrackPicture): { widthPx: number; heightPx: number } {
  const [across, down] = picture.pixelAspect;
  const stretch = across > 0 && down > 0 ? across / down : 1;
  const widthPx = Math.round(picture.codedWidthPx * stretch);
  const heightPx = picture.codedHeightPx;
  const [a = 0, b = 0] = picture.matrix;
  return Math.abs(b) > Math.abs(a) ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}
