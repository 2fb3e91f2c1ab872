import type { FilterGraph, Stream, StreamShape } from '../composition/filter-graph.ts';
import type { FormedStream } from '../composition/effect-filters.ts';
import { formatOf, fromRgbOf, toRgbOf } from '../composition/pixel-formats.ts';
import type { EffectStep, StepBlend } from './effect-steps.ts';
import { warpScale, type EffectPicture } from './paint-effect-file.ts';
import type { TextureName } from './textures.ts';
import type { WarpName } from './warps.ts';

/** Red, green and blue, and not opacity. */
const colours = 'planes=7';

/** Where steps are made. */
interface StepRoom {
  graph: FilterGraph;
  shape: StreamShape;
  /** Planes of red, green and blue, with opacity or without. */
  format: 'gbrp' | 'gbrap';
}

/** Changes pictures by steps, one after the other. */
export function withSteps(
  graph: FilterGraph,
  { stream, hasAlpha }: FormedStream,
  steps: readonly EffectStep[],
  shape: StreamShape,
): Stream {
  const room: StepRoom = { graph, shape, format: hasAlpha ? 'gbrap' : 'gbrp' };
  const made = stepped(room, graph.change(stream, toRgbOf(hasAlpha)), steps);
  return graph.change(made, [...fromRgbOf(hasAlpha), 'setsar=1', `format=${formatOf(hasAlpha)}`]);
}

function stepped(room: StepRoom, stream: Stream, steps: readonly EffectStep[]): Stream {
  return steps.reduce((made, step) => afterStep(room, made, step), stream);
}

function afterStep(room: StepRoom, stream: Stream, step: EffectStep): Stream {
  const { graph, shape } = room;
  switch (step.kind) {
    case 'warp':
      return warped(room, stream, step.by);
    case 'texture':
      return graph.join([stream, textureOf(room, step.of)], [blendOf(step.blend)]);
    case 'blend': {
      const [kept, copy] = graph.split(stream);
      return graph.join([kept, stepped(room, copy, step.with)], [blendOf(step.mode)]);
    }
    case 'mean': {
      let rest = stream;
      const made = step.of.map((steps, index) => {
        if (index === step.of.length - 1) return stepped(room, rest, steps);
        const [copy, left] = graph.split(rest);
        rest = left;
        return stepped(room, copy, steps);
      });
      return graph.join(made, [`mix=inputs=${made.length}`]);
    }
    default:
      return graph.change(stream, plainFilters(step, shape));
  }
}

type PlainStep = Exclude<EffectStep, { kind: 'warp' | 'texture' | 'blend' | 'mean' }>;

function plainFilters(step: PlainStep, { widthPx, heightPx }: StreamShape): string[] {
  const px = (share: number, least = 0) => Math.max(least, Math.round(share * heightPx));
  switch (step.kind) {
    case 'blur':
      return [`gblur=sigma=${round(step.sigma * heightPx)}:steps=2:${colours}`];
    case 'streak':
      return [`avgblur=sizeX=${px(step.radius, 1)}:sizeY=1:${colours}`];
    case 'shift':
      return [`rgbashift=rh=${px(step.red, -255)}:gh=${px(step.green, -255)}:bh=${px(step.blue, -255)}`];
    case 'zoom': {
      const [width, height] = [widthPx, heightPx].map((side) => 2 * Math.round((side * step.factor) / 2));
      return [`scale=${width}:${height}:flags=bilinear`, `crop=${widthPx}:${heightPx}`];
    }
    case 'relief': {
      const gain = round((1.6 * heightPx) / 160);
      const of = (plane: number) => `${plane}m=-1 0 0 0 0 0 0 0 1:${plane}rdiv=${gain}:${plane}bias=128`;
      return [`convolution=${[0, 1, 2].map(of).join(':')}`];
    }
    case 'edges':
      return [`sobel=${colours}:scale=${round((step.gain * heightPx) / 640)}`];
    case 'median':
      return [`median=radius=${px(step.radius, 1)}:${colours}`];
    case 'squares': {
      const [columns, rows] = [widthPx, heightPx].map((side) =>
        px(side / heightPx / step.size / heightPx, 1),
      );
      return [`scale=${columns}:${rows}:flags=area`, `scale=${widthPx}:${heightPx}:flags=neighbor`];
    }
    case 'grey': {
      const luma = '0.2126:0.7152:0.0722:0';
      return [`colorchannelmixer=${luma}:${luma}:${luma}`];
    }
    case 'negative':
      return [lut('255-val')];
    case 'levels':
      return [lut(`clip(val*${step.gain}+${round(255 * step.lift)},0,255)`)];
    case 'posterise':
      return [lut(`round(val*${step.values - 1}/255)*255/${step.values - 1}`)];
  }
}

function lut(formula: string): string {
  return `lutrgb=r='${formula}':g='${formula}':b='${formula}'`;
}

function blendOf(mode: StepBlend): string {
  return `blend=${[0, 1, 2].map((plane) => `c${plane}_mode=${mode}`).join(':')}`;
}

function textureOf({ graph, shape, format }: StepRoom, texture: TextureName): Stream {
  const grey = graph.openGrey(pictureOf(shape, { texture }), shape);
  return graph.change(grey, [`mergeplanes=${format === 'gbrp' ? '0x000000' : '0x00000000'}:${format}`]);
}

function warped({ graph, shape, format }: StepRoom, stream: Stream, warp: WarpName): Stream {
  const axes = (['x', 'y'] as const).map((axis) =>
    graph.openGrey(pictureOf(shape, { warp, axis }), shape, 'gray16le'),
  );
  const { widthPx, heightPx } = shape;
  const large = graph.change(stream, [
    `scale=${warpScale * widthPx}:${warpScale * heightPx}:flags=bilinear`,
    `format=${format}`,
  ]);
  return graph.join([large, ...axes], ['remap']);
}

function pictureOf({ widthPx, heightPx }: StreamShape, painted: EffectPicture['painted']): EffectPicture {
  return { formulas: 1, widthPx, heightPx, painted };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
