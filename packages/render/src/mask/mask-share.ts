import type { EvaluatedMask } from '@weireel/edit';
import type { Size } from '../composition/fit-box.ts';

/** How much of a picture is seen at a point of it, in pixels from its top left corner: from 0 to 1. */
export type MaskShare = (x: number, y: number) => number;

type Point = readonly [x: number, y: number];

/** How far a point, from the mask's centre and turned as it is, lies from its edge, in pixels: negative within. */
type Distance = (x: number, y: number) => number;

/**
 * What a mask leaves of a picture. An edge without feather is as soft as one pixel; a feather lies half within and half
 * without. The same formula draws masks of films and of what is drawn over them.
 *
 * @param size of the picture that is masked
 */
export function maskShare(mask: EvaluatedMask, { widthPx, heightPx }: Size): MaskShare {
  const [centreX, centreY] = [mask.x * widthPx, mask.y * heightPx];
  const half: Point = [Math.abs(mask.width * widthPx) / 2, Math.abs(mask.height * heightPx) / 2];
  const angle = (mask.rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const distance = distanceOf(mask, half);
  const softPx = Math.max(1, mask.feather * heightPx);
  return (x, y) => {
    const [across, down] = [x - centreX, y - centreY];
    const far = distance(across * cos + down * sin, down * cos - across * sin);
    const share = Math.min(1, Math.max(0, 0.5 - far / softPx));
    const seen = share * share * (3 - 2 * share);
    return mask.inverted ? 1 - seen : seen;
  };
}

function distanceOf({ kind, radius, points }: EvaluatedMask, half: Point): Distance {
  const [across, down] = half;
  // Above a line, and between two.
  if (kind === 'linear') return (_, y) => y;
  const isNothing = down === 0 || (kind !== 'mirror' && across === 0);
  if (isNothing) return () => Infinity;
  switch (kind) {
    case 'mirror':
      return (_, y) => Math.abs(y) - down;
    case 'rectangle':
      return rectangle(half, radius * Math.min(across, down));
    case 'ellipse':
      return ellipse(half);
    case 'star':
      return polygon(placed(star, half));
    case 'path':
      return polygon(placed(points, half));
  }
}

function rectangle([across, down]: Point, cornerPx: number): Distance {
  return (x, y) => {
    const [right, below] = [Math.abs(x) - across + cornerPx, Math.abs(y) - down + cornerPx];
    const outside = length(Math.max(right, 0), Math.max(below, 0));
    return outside + Math.min(Math.max(right, below), 0) - cornerPx;
  };
}

/** To the first order: exact at the edge, and for circles everywhere. */
function ellipse([across, down]: Point): Distance {
  return (x, y) => {
    const relative = length(x / across, y / down);
    const slope = length(x / (across * across), y / (down * down));
    return slope === 0 ? -Math.min(across, down) : (relative * (relative - 1)) / slope;
  };
}

/** Corners in a box from 0, 0 to 1, 1. The star is that of shapes. */
const star: readonly Point[] = Array.from({ length: 10 }, (_, index) => {
  const [angle, distance] = [(index * Math.PI) / 5 - Math.PI / 2, index % 2 === 0 ? 0.5 : 0.2];
  return [0.5 + distance * Math.cos(angle), 0.5 + distance * Math.sin(angle)];
});

function placed(points: readonly Point[], [across, down]: Point): Point[] {
  return points.map(([x, y]) => [(2 * x - 1) * across, (2 * y - 1) * down]);
}

/** Within is what a line from there crosses the edge of an odd number of times. */
function polygon(points: readonly Point[]): Distance {
  const edges = points.map((point, index) => [point, points[(index + 1) % points.length] ?? point] as const);
  return (x, y) => {
    let nearest = Infinity;
    let isWithin = false;
    for (const [[ax, ay], [bx, by]] of edges) {
      const [dx, dy] = [bx - ax, by - ay];
      const squared = dx * dx + dy * dy;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
      nearest = Math.min(nearest, length(x - ax - along * dx, y - ay - along * dy));
      if (ay > y !== by > y && x < ax + (dx * (y - ay)) / dy) isWithin = !isWithin;
    }
    return isWithin ? -nearest : nearest;
  };
}

/** Unlike `Math.hypot`, the same everywhere to the last bit. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
