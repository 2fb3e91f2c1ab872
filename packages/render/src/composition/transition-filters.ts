import { expressionOf } from './expression-of.ts';
import type { FilterGraph, Stream, StreamShape } from './filter-graph.ts';
import { drawOrder, maskedTransitions } from './luma-masks.ts';
import { masked } from './masked.ts';
import { movePicture } from './place-layer.ts';

/** Transitions that FFmpeg's `xfade` draws, with its names for them. */
const crossfades: Readonly<Record<string, string>> = {
  ...{ dissolve: 'fade', 'fade-black': 'fadeblack', 'fade-white': 'fadewhite', 'fade-grey': 'fadegrays' },
  ...{ blur: 'hblur', pixelate: 'pixelize', sparkle: 'dissolve', morph: 'distance', clock: 'radial' },
  ...bySide('smooth', ['smoothleft', 'smoothright', 'smoothup', 'smoothdown']),
  ...bySide('slices', ['hlslice', 'hrslice', 'vuslice', 'vdslice']),
  ...byCorner('diagonal', ['diagtl', 'diagtr', 'diagbl', 'diagbr']),
  ...{ 'circle-open': 'circleopen', 'circle-close': 'circleclose' },
  ...{ 'doors-open': 'vertopen', 'doors-close': 'vertclose' },
  ...{ 'shutter-open': 'horzopen', 'shutter-close': 'horzclose' },
};

/** The longest that FFmpeg knows, in milliseconds. */
export const longestTransitionMs = 60_000;

/** How wide the soft edge of a mask is, as a share of all its steps. */
const softness = 0.04;

/**
 * What two streams of the canvas's size show on their way from the one to the other.
 *
 * @param hasAlpha whether both hold transparency; else neither does
 * @param progress how far it is in each frame: evenly rising, from 0 up to, and without, 1
 */
export function transitionStream(
  graph: FilterGraph,
  [from, to]: readonly [Stream, Stream],
  { transition, progress, hasAlpha }: { transition: string; progress: readonly number[]; hasAlpha: boolean },
  shape: StreamShape,
): Stream {
  if (transition.startsWith('slide-')) return slide(graph, [from, to], transition, progress, shape);
  if (transition.startsWith('squeeze-')) return squeeze(graph, [from, to], transition, progress, shape);
  if (transition.startsWith('push-')) return push(graph, [from, to], transition, progress, shape);
  if (maskedTransitions.has(transition)) {
    const order = graph.openGrey(drawOrder(transition, shape.widthPx, shape.heightPx), shape);
    const bright = expressionOf(
      progress.map((share) => share * (1 + softness) - 1),
      'n',
    );
    const mask = graph.change(order, [
      `eq=brightness='${bright}':eval=frame`,
      `lutyuv=y='clip(val/${softness},0,255)'`,
    ]);
    return masked(graph, [from, to], mask, hasAlpha);
  }
  if (transition === 'zoom-in')
    return crossfade(graph, [zoomed(graph, from, progress), to], 'fade', progress, shape);
  if (transition === 'zoom-out') {
    const rest = progress.map((share) => 1 - share);
    return crossfade(graph, [from, zoomed(graph, to, rest)], 'fade', progress, shape);
  }
  const name = crossfades[transition];
  if (name === undefined) throw new RangeError(`no transition is called ${transition}`);
  return crossfade(graph, [from, to], name, progress, shape);
}

function crossfade(
  graph: FilterGraph,
  streams: readonly [Stream, Stream],
  name: string,
  progress: readonly number[],
  { fps, count }: StreamShape,
): Stream {
  const step = count > 1 ? ((progress.at(-1) ?? 0) - (progress[0] ?? 0)) / (count - 1) : 1;
  const durationUs = (1_000_000 * fps.den) / fps.num / step;
  const elapsedUs = durationUs * (progress[0] ?? 0);
  // In a base of microseconds, so that no time is rounded to a frame.
  const fine = streams.map((stream) => graph.change(stream, ['settb=1/1000000']));
  return graph.join(fine, [
    `xfade=transition=${name}:duration=${Math.round(durationUs)}us:offset=${-Math.round(elapsedUs)}us`,
    `settb=${fps.den}/${fps.num}`,
    'setpts=N',
  ]);
}

/** A picture that is magnified about its middle, twice where the share is 1. */
function zoomed(graph: FilterGraph, stream: Stream, shares: readonly number[]): Stream {
  const edge = expressionOf(
    shares.map((share) => share / 4),
    '(in-1)',
  );
  const [near, far] = [`(${edge})`, `(1-(${edge}))`];
  const corners = [
    ...[`x0='W*${near}'`, `y0='H*${near}'`, `x1='W*${far}'`, `y1='H*${near}'`],
    ...[`x2='W*${near}'`, `y2='H*${far}'`, `x3='W*${far}'`, `y3='H*${far}'`],
  ];
  return graph.change(stream, [`perspective=${corners.join(':')}:interpolation=cubic:eval=frame`]);
}

/** What comes moves over what goes. */
function slide(
  graph: FilterGraph,
  [from, to]: readonly [Stream, Stream],
  transition: string,
  progress: readonly number[],
  { fps }: StreamShape,
): Stream {
  const frame = `round(t*${fps.num}/${fps.den})`;
  const rest = `(${expressionOf(
    progress.map((share) => 1 - share),
    frame,
  )})`;
  const places: Record<string, [x: string, y: string]> = {
    'slide-left': [`round(W*${rest})`, '0'],
    'slide-right': [`-round(W*${rest})`, '0'],
    'slide-up': ['0', `round(H*${rest})`],
    'slide-down': ['0', `-round(H*${rest})`],
  };
  const [x, y] = places[transition] ?? ['0', '0'];
  return graph.join([from, to], [`overlay=x='${x}':y='${y}':eval=frame:format=yuv444:shortest=1`]);
}

/** What goes becomes a line, across or down, over what comes. */
function squeeze(
  graph: FilterGraph,
  [from, to]: readonly [Stream, Stream],
  transition: string,
  progress: readonly number[],
  shape: StreamShape,
): Stream {
  const { widthPx, heightPx } = shape;
  const middle = { x: 0.5, y: 0.5, anchorX: 0.5, anchorY: 0.5, rotate: 0 };
  const transforms = progress.map((share) => ({
    ...middle,
    scaleX: transition === 'squeeze-vertical' ? 1 - share : 1,
    scaleY: transition === 'squeeze-horizontal' ? 1 - share : 1,
  }));
  const picture = { stream: from, widthPx, heightPx };
  const { stream } = movePicture(graph, picture, transforms, shape);
  return graph.join([to, stream], ['overlay=format=yuv444']);
}

/** What comes pushes out what goes: both lie side by side, and a window moves over them. */
function push(
  graph: FilterGraph,
  [from, to]: readonly [Stream, Stream],
  transition: string,
  progress: readonly number[],
  { widthPx, heightPx }: StreamShape,
): Stream {
  const isForwards = transition === 'push-left' || transition === 'push-up';
  const isAcross = transition === 'push-left' || transition === 'push-right';
  const share = `(${expressionOf(isForwards ? progress : progress.map((each) => 1 - each), 'n')})`;
  const [x, y] = isAcross ? [`round(${widthPx}*${share})`, '0'] : ['0', `round(${heightPx}*${share})`];
  return graph.join(isForwards ? [from, to] : [to, from], [
    isAcross ? 'hstack' : 'vstack',
    `crop=${widthPx}:${heightPx}:x='${x}':y='${y}'`,
  ]);
}

function bySide(name: string, names: readonly [string, string, string, string]): Record<string, string> {
  return named(name, ['left', 'right', 'up', 'down'], names);
}

function byCorner(name: string, names: readonly [string, string, string, string]): Record<string, string> {
  return named(name, ['top-left', 'top-right', 'bottom-left', 'bottom-right'], names);
}

function named(name: string, places: readonly string[], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(places.map((place, index) => [`${name}-${place}`, names[index] ?? '']));
}
