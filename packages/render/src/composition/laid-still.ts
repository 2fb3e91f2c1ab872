import type { SourceFile } from '../segment-arguments.ts';
import type { ImageRun } from './composition.ts';
import { repeated, type FilterGraph, type Stream, type StreamShape } from './filter-graph.ts';
import { blurredSize, cropped, fitted, scaledBy, type Size } from './fit-box.ts';
import { transparent } from './pixel-formats.ts';

const exact = 'flags=bicubic+accurate_rnd';
/** Ends the multiplication of colours by their opacity. */
const divided = 'unpremultiply=inplace=1';

/**
 * A picture that stands still, cropped and laid on the canvas, in the size that it is placed in: made once, then repeated.
 * Colours are multiplied by their opacity meanwhile, so that what is not seen has no part in what is beside it.
 */
export function laidStill(
  graph: FilterGraph,
  { fit, crop }: ImageRun,
  source: SourceFile,
  shape: StreamShape,
  scale: { x: number; y: number },
): { stream: Stream } & Size {
  const part = cropped(source, crop);
  const isWhole = part.widthPx === source.widthPx && part.heightPx === source.heightPx;
  const decoded = graph.change(
    graph.open(['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', source.path]),
    [
      ...['format=gbrap', ...(isWhole ? [] : [`crop=${part.widthPx}:${part.heightPx}:${part.x}:${part.y}`])],
      'premultiply=inplace=1',
    ],
  );
  const scaled = (size: Size) => scaledBy(size, scale);
  const size = scaled(fit === 'contain' ? fitted(part, shape, 'within') : fit === 'none' ? part : shape);
  const to = ({ widthPx, heightPx }: Size) => `scale=${widthPx}:${heightPx}:${exact}`;
  const end = [
    'scale=in_range=full:out_color_matrix=bt709:out_range=limited:flags=bicubic+accurate_rnd+full_chroma_int',
    ...[`format=${transparent}`, 'setsar=1', ...repeated(shape)],
  ];
  if (fit === 'contain' || fit === 'none')
    return { ...size, stream: graph.change(decoded, [to(size), divided, ...end]) };
  const over = (canvas: Size) => fitted(part, canvas, 'over');
  const cut = ({ widthPx, heightPx }: Size) => `crop=${widthPx}:${heightPx}`;
  if (fit === 'cover')
    return { ...size, stream: graph.change(decoded, [to(scaled(over(shape))), cut(size), divided, ...end]) };
  const [front, back] = graph.split(decoded);
  const small = blurredSize(shape);
  const behind = graph.change(back, [to(over(small)), cut(small), 'gblur=sigma=4', to(size), divided]);
  const whole = graph.change(front, [to(scaled(fitted(part, shape, 'within'))), divided]);
  // Not while they are multiplied: `overlay` would take 16 from each, as of luma (FFmpeg 5.1).
  const both = graph.join([behind, whole], ['overlay=(W-w)/2:(H-h)/2:format=gbrp']);
  return { ...size, stream: graph.change(both, end) };
}
