import { rgbOf } from '../colour/colour-map.ts';
import type { Raster } from '../drawing/drawing.ts';
import type { SourceFile } from '../segment-arguments.ts';
import type { AdjustmentRun, Composition, DrawnRun, LayerRun, TransitionRun } from './composition.ts';
import { laidOver } from './lay-over.ts';
import { masked } from './masked.ts';
import { drawnStream } from './drawn-stream.ts';
import { withEffects } from './effect-filters.ts';
import { FilterGraph, repeated, type Stream, type StreamShape } from './filter-graph.ts';
import { layerStream } from './layer-stream.ts';
import { inRgb, opaque, transparent } from './pixel-formats.ts';
import type { PlacedStream } from './place-layer.ts';
import { transitionStream } from './transition-filters.ts';

/** Where a composition's pictures come from. */
export interface PictureSources {
  /** The file of a hash. */
  sourceOf: (sha256: string) => SourceFile;
  /** What was drawn for a run; null: nothing is seen of it. */
  rasterOf: (run: DrawnRun) => Raster | null;
}

/** Puts layers together, bottom to top. The pictures that come of it are the answer's last stream. */
export function compose(
  { background, layers }: Composition,
  sources: PictureSources,
  shape: StreamShape,
): { graph: FilterGraph; stream: Stream } {
  const graph = new FilterGraph();
  let below: Stream | null = null;
  for (const layer of layers) {
    if (layer.kind === 'adjustment') {
      const lit: Stream = below ?? plain(graph, background, shape);
      below = adjusted(graph, lit, layer, shape);
      continue;
    }
    if (layer.kind === 'transition' && layer.from !== null && layer.to !== null) {
      const blends = [layer.from.blend, layer.to.blend] as const;
      if (blends[0] !== blends[1]) {
        below = crossing(graph, below ?? plain(graph, background, shape), layer, sources, shape);
        continue;
      }
    }
    const placed =
      layer.kind === 'transition'
        ? transitionOf(graph, layer, sources, shape)
        : itemOf(graph, layer, sources, shape);
    if (placed === null) continue;
    const blend = layer.kind === 'transition' ? (layer.from ?? layer.to)?.blend : layer.blend;
    // What hides all below it needs nothing below it.
    if (below === null && blend === 'normal' && coversCanvas(placed, shape))
      below = graph.change(placed.stream, [`format=${opaque}`]);
    else below = laidOver(graph, below ?? plain(graph, background, shape), placed, blend ?? 'normal', shape);
  }
  return { graph, stream: below ?? plain(graph, background, shape) };
}

function itemOf(
  graph: FilterGraph,
  run: LayerRun | DrawnRun,
  { sourceOf, rasterOf }: PictureSources,
  shape: StreamShape,
): PlacedStream | null {
  if (run.kind === 'layer') return layerStream(graph, run, sourceOf, shape);
  const raster = rasterOf(run);
  return raster === null ? null : drawnStream(graph, raster, run.counts, shape);
}

function transitionOf(
  graph: FilterGraph,
  run: TransitionRun,
  sources: PictureSources,
  shape: StreamShape,
): PlacedStream {
  const sides = [run.from, run.to].map((item) =>
    item === null ? null : itemOf(graph, item, sources, shape),
  );
  const isOpaque = sides.every((placed) => placed !== null && coversCanvas(placed, shape));
  const whole = (placed: PlacedStream | null = null): Stream => {
    if (placed !== null && coversCanvas(placed, shape))
      return isOpaque ? placed.stream : graph.change(placed.stream, [`format=${transparent}`]);
    const nothing = plain(graph, '#00000000', shape);
    return placed === null ? nothing : laidOver(graph, nothing, placed, 'normal', shape);
  };
  const stream = transitionStream(
    graph,
    [whole(sides[0]), whole(sides[1])],
    { ...run, hasAlpha: !isOpaque },
    shape,
  );
  return { ...shape, stream, x: 0, y: 0, isOpaque };
}

/** A transition between items whose colours meet those below in different ways: what is seen with the one becomes what is seen with the other. */
function crossing(
  graph: FilterGraph,
  below: Stream,
  run: TransitionRun,
  sources: PictureSources,
  shape: StreamShape,
): Stream {
  const copies = graph.split(below);
  const [from, to] = ([run.from, run.to] as const).map((item, side) => {
    const copy = copies[side === 0 ? 0 : 1];
    const placed = item === null ? null : itemOf(graph, item, sources, shape);
    return item === null || placed === null ? copy : laidOver(graph, copy, placed, item.blend, shape);
  });
  if (from === undefined || to === undefined) return below;
  return transitionStream(graph, [from, to], { ...run, hasAlpha: false }, shape);
}

/** All that lies below, changed by effects where they take hold. */
function adjusted(
  graph: FilterGraph,
  lit: Stream,
  { effects, covers }: AdjustmentRun,
  shape: StreamShape,
): Stream {
  if (covers === null) return withEffects(graph, { stream: lit, hasAlpha: false }, effects, shape).stream;
  const [kept, copy] = graph.split(lit);
  const { stream } = withEffects(graph, { stream: copy, hasAlpha: false }, effects, shape);
  return masked(graph, [kept, stream], graph.openCovers(covers, shape), false);
}

function coversCanvas({ isOpaque, x, y, widthPx, heightPx }: PlacedStream, canvas: StreamShape): boolean {
  return isOpaque && x === 0 && y === 0 && widthPx === canvas.widthPx && heightPx === canvas.heightPx;
}

/** A picture of one colour: transparent where that has a share of opacity. */
function plain(graph: FilterGraph, colour: string, { widthPx, heightPx, fps, count }: StreamShape): Stream {
  const isTransparent = colour.length > 7;
  const [red, green, blue] = rgbOf(colour).map((part) => Math.round(part * 255));
  const source = graph.open([
    ...['-f', 'lavfi', '-i', `color=c=black:s=${widthPx}x${heightPx}:r=${fps.num}/${fps.den}`],
  ]);
  const opacity = isTransparent ? Number.parseInt(colour.slice(7), 16) : 255;
  const paint = inRgb(
    [`lutrgb=r=${red}:g=${green}:b=${blue}${isTransparent ? `:a=${opacity}` : ''}`],
    isTransparent,
  );
  // Painted once, and then the same picture again and again.
  return graph.change(source, ['trim=end_frame=1', 'setsar=1', ...paint, ...repeated({ fps, count })]);
}
