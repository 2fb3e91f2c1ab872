import type { Raster } from '../drawing/drawing.ts';
import { eachRepeated, type FilterGraph, type StreamShape } from './filter-graph.ts';
import { transparent } from './pixel-formats.ts';
import type { PlacedStream } from './place-layer.ts';

/** Pictures that were drawn, each for as many frames as it is seen. */
export function drawnStream(
  graph: FilterGraph,
  { x, y, widthPx, heightPx, pixels }: Raster,
  counts: readonly number[],
  { fps, count }: StreamShape,
): PlacedStream {
  const name = graph.keep(pixels, 'rgba');
  const raw = graph.open([
    ...['-protocol_whitelist', 'file', '-f', 'rawvideo', '-pixel_format', 'rgba'],
    ...['-video_size', `${widthPx}x${heightPx}`, '-framerate', `${fps.num}/${fps.den}`, '-i', name],
  ]);
  const stream = graph.change(raw, [
    // Before pictures are repeated: each is converted once.
    'scale=in_range=full:out_color_matrix=bt709:out_range=limited:flags=bicubic+accurate_rnd+full_chroma_int',
    ...[`format=${transparent}`, 'setsar=1', ...eachRepeated(counts, { fps, count })],
  ]);
  return { stream, x, y, widthPx, heightPx, isOpaque: false };
}
