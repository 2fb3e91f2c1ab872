import type { Layer } from '@weireel/edit';
import { blendFilter } from './blend-filters.ts';
import type { FilterGraph, Stream, StreamShape } from './filter-graph.ts';
import { fromRgb, toRgb, transparent } from './pixel-formats.ts';
import type { PlacedStream } from './place-layer.ts';

/** Lays a picture over others of the canvas's size; where its colours are blended those below are opaque. */
export function laidOver(
  graph: FilterGraph,
  below: Stream,
  placed: PlacedStream,
  blend: Layer['blend'],
  canvas: StreamShape,
): Stream {
  if (blend === 'normal') return overlaid(graph, below, placed);
  const seen = withinCanvas(graph, placed, canvas);
  if (seen === null) return below;
  const { x, y, widthPx, heightPx, stream, isOpaque } = seen;
  const isWhole = widthPx === canvas.widthPx && heightPx === canvas.heightPx;
  const [kept, copy] = graph.split(below);
  // Only where the picture lies is anything blended.
  const part = graph.change(copy, [...(isWhole ? [] : [`crop=${widthPx}:${heightPx}:${x}:${y}`]), ...toRgb]);
  const [colours, opacity] = isOpaque ? [stream, null] : graph.split(stream);
  const mixed = graph.join([part, graph.change(colours, toRgb)], [blendFilter(blend), ...fromRgb]);
  if (opacity === null) return overlaid(graph, kept, { ...seen, stream: mixed });
  const share = graph.change(opacity, ['alphaextract']);
  const held = graph.change(mixed, [`format=${transparent}`]);
  return overlaid(graph, kept, { ...seen, stream: graph.join([held, share], ['alphamerge']) });
}

function overlaid(graph: FilterGraph, below: Stream, { stream, x, y }: PlacedStream): Stream {
  return graph.join([below, stream], [`overlay=x=${x}:y=${y}:format=yuv444`]);
}

/** What of a picture lies on the canvas; null: nothing. */
function withinCanvas(graph: FilterGraph, placed: PlacedStream, canvas: StreamShape): PlacedStream | null {
  const [left, top] = [Math.max(0, placed.x), Math.max(0, placed.y)];
  const widthPx = Math.min(canvas.widthPx, placed.x + placed.widthPx) - left;
  const heightPx = Math.min(canvas.heightPx, placed.y + placed.heightPx) - top;
  if (widthPx <= 0 || heightPx <= 0) return null;
  const isWhole = widthPx === placed.widthPx && heightPx === placed.heightPx;
  if (isWhole) return placed;
  const cut = [`crop=${widthPx}:${heightPx}:${left - placed.x}:${top - placed.y}`];
  return { ...placed, stream: graph.change(placed.stream, cut), x: left, y: top, widthPx, heightPx };
}
