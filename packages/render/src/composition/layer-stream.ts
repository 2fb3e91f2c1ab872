import type { SourceFile } from '../segment-arguments.ts';
import { frameFilters } from '../frame-filters.ts';
import { laidStill } from './laid-still.ts';
import type { LayerRun, VideoRun } from './composition.ts';
import { withEffects, type FormedStream } from './effect-filters.ts';
import { expressionOf } from './expression-of.ts';
import type { FilterGraph, Stream, StreamShape } from './filter-graph.ts';
import { blurredSize, cropped, fitted, scaledBy, type Size } from './fit-box.ts';
import { allColours, opaque, transparent } from './pixel-formats.ts';
import { placeLayer, scaleBefore, type PlacedStream } from './place-layer.ts';
import { seekTo } from './seek-to.ts';

const exact = 'flags=bicubic+accurate_rnd+full_chroma_int';
/** What a layer shows, where it shows it. */
export function layerStream(
  graph: FilterGraph,
  { content, transforms, opacities, effects, masks }: LayerRun,
  sourceOf: (sha256: string) => SourceFile,
  shape: StreamShape,
): PlacedStream {
  const scale = scaleBefore(transforms);
  const source = sourceOf(content.sha256);
  const isStill = content.kind === 'image';
  const picture = isStill
    ? laidStill(graph, content, source, shape, scale)
    : laid(graph, content, source, shape, scale);
  const plain = { stream: picture.stream, hasAlpha: isStill };
  const own = { ...shape, ...sizeOf(picture) };
  const lit = withEffects(graph, plain, effects, own);
  const changed = masks === null ? lit : cutOut(graph, lit, masks, own);
  const placed = placeLayer(graph, { ...sizeOf(picture), stream: changed.stream }, transforms, shape);
  if (opacities.every((opacity) => opacity === 1))
    return { ...placed, isOpaque: placed.isOpaque && !changed.hasAlpha };
  return { ...placed, stream: faded(graph, placed.stream, opacities), isOpaque: false };
}

/** Frames of a file, cropped and laid on the canvas, in the size that they are placed in. */
function laid(
  graph: FilterGraph,
  { frames, fit, crop }: VideoRun,
  source: SourceFile,
  shape: StreamShape,
  scale: { x: number; y: number },
): { stream: Stream } & Size {
  const { firstFrame, filters } = frameFilters(frames);
  const { num, den } = shape.fps;
  const part = cropped(source, crop);
  const isWhole = part.widthPx === source.widthPx && part.heightPx === source.heightPx;
  const decoded = graph.change(
    graph.open([
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-ss', seekTo(firstFrame, source.fps)],
      ...['-i', source.path],
    ]),
    [
      `settb=${den}/${num}`,
      ...filters,
      `fps=${num}/${den}:start_time=0:round=near`,
      `trim=end_frame=${frames.length}`,
      // Only with all its colours can a picture be cut at any pixel.
      ...(isWhole ? [] : ['format=yuv444p', `crop=${part.widthPx}:${part.heightPx}:${part.x}:${part.y}`]),
    ],
  );
  const scaled = (size: Size) => scaledBy(size, scale);
  const size = scaled(fit === 'contain' ? fitted(part, shape, 'within') : fit === 'none' ? part : shape);
  const end = [...(isWhole ? ['format=yuv420p', allColours] : []), 'setsar=1', `format=${opaque}`];
  const to = ({ widthPx, heightPx }: Size) => `scale=${widthPx}:${heightPx}:${exact}`;
  if (fit === 'contain' || fit === 'none')
    return { ...size, stream: graph.change(decoded, [to(size), ...end]) };
  const over = scaled(fitted(part, shape, 'over'));
  if (fit === 'cover')
    return {
      ...size,
      stream: graph.change(decoded, [to(over), `crop=${size.widthPx}:${size.heightPx}`, ...end]),
    };
  const [front, back] = graph.split(graph.change(decoded, ['format=yuv420p']));
  const small = blurredSize(shape);
  const behind = graph.change(back, [
    to(fitted(part, small, 'over')),
    ...[`crop=${small.widthPx}:${small.heightPx}`, 'gblur=sigma=4'],
    ...[`scale=${size.widthPx}:${size.heightPx}:flags=bicubic`, allColours, 'setsar=1', 'format=yuv444p'],
  ]);
  const whole = graph.change(front, [
    to(scaled(fitted(part, shape, 'within'))),
    ...['format=yuv420p', allColours, 'setsar=1', 'format=yuv444p'],
  ]);
  const both = graph.join(
    [behind, whole],
    ['overlay=(W-w)/2:(H-h)/2:format=yuv444', ...['setsar=1', `format=${opaque}`]],
  );
  return { ...size, stream: both };
}

/** Less of a picture: it holds transparency. */
function faded(graph: FilterGraph, stream: Stream, opacities: readonly number[]): Stream {
  const [first = 1] = opacities;
  const held = graph.change(stream, [`format=${transparent}`]);
  if (opacities.every((opacity) => opacity === first))
    return graph.change(held, [`lutyuv=a='val*${first.toFixed(6)}'`]);
  const opacity = `(${expressionOf(opacities, 'n')})`;
  const [colours, copy] = graph.split(held);
  const mask = graph.change(copy, [
    'alphaextract',
    `eq=contrast='${opacity}':brightness='${opacity}/2-0.5':eval=frame`,
  ]);
  return graph.join([colours, mask], ['alphamerge']);
}

/** A part of pictures, of which masks say what is seen in each frame. */
function cutOut(
  graph: FilterGraph,
  { stream, hasAlpha }: FormedStream,
  masks: NonNullable<LayerRun['masks']>,
  shape: StreamShape,
): FormedStream {
  const covers = graph.openCovers(
    masks.map((mask) => ({ mask, opacity: 1 })),
    shape,
  );
  if (!hasAlpha) {
    const held = graph.change(stream, [`format=${transparent}`]);
    return { stream: graph.join([held, covers], ['alphamerge']), hasAlpha: true };
  }
  const [colours, copy] = graph.split(stream);
  const both = graph.join(
    [graph.change(copy, ['alphaextract', 'format=gray']), covers],
    [`lut2=c0='round(x*y/255)'`],
  );
  return { stream: graph.join([colours, both], ['alphamerge']), hasAlpha: true };
}

function sizeOf({ widthPx, heightPx }: Size): Size {
  return { widthPx, heightPx };
}
