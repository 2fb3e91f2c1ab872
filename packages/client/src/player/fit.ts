/** A size in any unit. */
export interface Size {
  /** Width. */
  width: number;
  /** Height. */
  height: number;
}

// What may be cut off so that a vertical video fills a taller phone: about a fifth of its width.
const mostCut = 0.22;

/** Whether a picture fills its box (a little is cut off) or stands within it. */
export function fitOf(picture: Size, box: Size): 'cover' | 'contain' {
  if (picture.width <= 0 || picture.height <= 0 || box.width <= 0 || box.height <= 0) return 'contain';
  const pictureRatio = picture.width / picture.height;
  const boxRatio = box.width / box.height;
  const kept = Math.min(pictureRatio, boxRatio) / Math.max(pictureRatio, boxRatio);
  return 1 - kept <= mostCut ? 'cover' : 'contain';
}
