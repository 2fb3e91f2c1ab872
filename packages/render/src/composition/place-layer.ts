import type { EvaluatedTransform } from '@weireel/edit';
import { expressionOf } from './expression-of.ts';
import type { Size } from './fit-box.ts';
import type { FilterGraph, Stream, StreamShape } from './filter-graph.ts';
import { transparent } from './pixel-formats.ts';

/** A picture that was placed: its size, and where on the canvas its top left corner is. */
export interface PlacedStream extends Size {
  /** Its pictures; those that are not opaque hold transparency. */
  stream: Stream;
  /** From the canvas's left, in pixels; may be negative. */
  x: number;
  /** From the canvas's top, in pixels; may be negative. */
  y: number;
  /** Whether nothing below it is seen where it lies. */
  isOpaque: boolean;
}

/** A picture shrinks to this, not to nothing, of which nothing can be worked out. */
const leastScale = 0.001;
/** `perspective` counts from the middle of the first pixel, and transforms from its corner. */
const toMiddle = 0.5;
/** Transparent pixels around a picture that is turned. */
const border = 2;

/** What a picture is made larger or smaller by before it is moved: its greatest size of all frames. */
export function scaleBefore(transforms: readonly EvaluatedTransform[]): { x: number; y: number } {
  const most = (name: 'scaleX' | 'scaleY') =>
    transforms.reduce((scale, each) => Math.max(scale, Math.abs(each[name])), leastScale);
  return { x: most('scaleX'), y: most('scaleY') };
}

/**
 * Places pictures that have the size of `scaleBefore` already: as they are, mirrored, or, where they are turned or move,
 * on a canvas of their own.
 */
export function placeLayer(
  graph: FilterGraph,
  picture: { stream: Stream } & Size,
  transforms: readonly EvaluatedTransform[],
  shape: StreamShape,
): PlacedStream {
  const [first] = transforms;
  const isSteady = transforms.every((each) => JSON.stringify(each) === JSON.stringify(first));
  if (first !== undefined && isSteady && first.rotate % 360 === 0)
    return standing(graph, picture, first, shape);
  return movePicture(graph, picture, transforms, shape, scaleBefore(transforms));
}

function standing(
  graph: FilterGraph,
  { stream, widthPx, heightPx }: { stream: Stream } & Size,
  { x, y, scaleX, scaleY, anchorX, anchorY }: EvaluatedTransform,
  shape: StreamShape,
): PlacedStream {
  const mirrors = [...(scaleX < 0 ? ['hflip'] : []), ...(scaleY < 0 ? ['vflip'] : [])];
  const [shareX, shareY] = [scaleX < 0 ? 1 - anchorX : anchorX, scaleY < 0 ? 1 - anchorY : anchorY];
  return {
    ...{ stream: graph.change(stream, mirrors), widthPx, heightPx },
    // Down to the whole pixel, as the plain renderer puts what it lays in the middle.
    x: Math.floor(x * shape.widthPx - shareX * widthPx + 1e-6),
    y: Math.floor(y * shape.heightPx - shareY * heightPx + 1e-6),
    isOpaque: true,
  };
}

/**
 * Moves a picture: in each frame by where the four corners of it, with a transparent border, go.
 *
 * @param before what the picture was made larger or smaller by already
 */
export function movePicture(
  graph: FilterGraph,
  { stream, widthPx, heightPx }: { stream: Stream } & Size,
  transforms: readonly EvaluatedTransform[],
  { widthPx: canvasWidthPx, heightPx: canvasHeightPx }: StreamShape,
  before: { x: number; y: number } = { x: 1, y: 1 },
): PlacedStream {
  const width = Math.max(canvasWidthPx, widthPx + 2 * border);
  const height = Math.max(canvasHeightPx, heightPx + 2 * border);
  const corners = [
    ...[[0, 0] as const, [width, 0] as const],
    ...[[0, height] as const, [width, height] as const],
  ].flatMap(([u, v], index) => {
    const places = transforms.map((each) => {
      const [rx, ry] = [remaining(each.scaleX, before.x), remaining(each.scaleY, before.y)];
      const across = (u + toMiddle - border - each.anchorX * widthPx) * rx;
      const down = (v + toMiddle - border - each.anchorY * heightPx) * ry;
      const angle = (each.rotate * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return [
        each.x * canvasWidthPx + across * cos - down * sin - toMiddle,
        each.y * canvasHeightPx + across * sin + down * cos - toMiddle,
      ] as const;
    });
    const axis = (of: 0 | 1) =>
      expressionOf(
        places.map((place) => place[of]),
        '(in-1)',
      );
    return [`x${index}='${axis(0)}'`, `y${index}='${axis(1)}'`];
  });
  return {
    stream: graph.change(stream, [
      `format=${transparent}`,
      `pad=${width}:${height}:${border}:${border}:black@0`,
      `perspective=${corners.join(':')}:sense=destination:interpolation=cubic:eval=frame`,
      ...(width === canvasWidthPx && height === canvasHeightPx
        ? []
        : [`crop=${canvasWidthPx}:${canvasHeightPx}:0:0`]),
      `format=${transparent}`,
    ]),
    ...{ widthPx: canvasWidthPx, heightPx: canvasHeightPx, x: 0, y: 0, isOpaque: false },
  };
}

function remaining(scale: number, before: number): number {
  const share = scale / before;
  return Math.abs(share) < leastScale ? leastScale : share;
}
