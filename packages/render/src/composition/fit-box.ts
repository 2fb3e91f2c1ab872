/** A size in pixels. */
export interface Size {
  /** Width in pixels. */
  widthPx: number;
  /** Height in pixels. */
  heightPx: number;
}

/** A part of a picture, in pixels. */
export interface Box extends Size {
  /** From the left, in pixels. */
  x: number;
  /** From the top, in pixels. */
  y: number;
}

/** Of no side of a picture more is made: it would take all memory. */
const longestSidePx = 8192;
/** A blurred copy is made this much smaller first: it is as soft, and costs a part of it. */
const blurredShare = 8;

/** A size that is made larger or smaller. */
export function scaledBy({ widthPx, heightPx }: Size, scale: { x: number; y: number }): Size {
  return {
    widthPx: Math.min(longestSidePx, Math.max(1, Math.round(widthPx * scale.x))),
    heightPx: Math.min(longestSidePx, Math.max(1, Math.round(heightPx * scale.y))),
  };
}

/** The size in which a picture behind another is blurred. */
export function blurredSize(canvas: Size): Size {
  const small = (side: number) => 2 * Math.ceil(side / blurredShare / 2);
  return { widthPx: small(canvas.widthPx), heightPx: small(canvas.heightPx) };
}

/** What is left of a picture after shares of its sides were cut off: at least a pixel. */
export function cropped(
  { widthPx, heightPx }: Size,
  crop: Record<'left' | 'right' | 'top' | 'bottom', number>,
): Box {
  const [x, right] = edges(widthPx, crop.left, crop.right);
  const [y, bottom] = edges(heightPx, crop.top, crop.bottom);
  return { x, y, widthPx: right - x, heightPx: bottom - y };
}

function edges(length: number, before: number, after: number): [from: number, to: number] {
  const from = Math.min(length - 1, Math.round(length * before));
  return [from, Math.max(from + 1, Math.round(length * (1 - after)))];
}

/** The size of a picture that lies wholly within the canvas, or covers all of it: FFmpeg's own, on even sides. */
export function fitted({ widthPx, heightPx }: Size, canvas: Size, how: 'within' | 'over'): Size {
  const across = Math.round((canvas.heightPx * widthPx) / heightPx);
  const down = Math.round((canvas.widthPx * heightPx) / widthPx);
  const even =
    how === 'within'
      ? (side: number) => Math.max(2, 2 * Math.floor(side / 2))
      : (side: number) => 2 * Math.ceil(side / 2);
  const choose = how === 'within' ? Math.min : Math.max;
  return { widthPx: even(choose(across, canvas.widthPx)), heightPx: even(choose(down, canvas.heightPx)) };
}
