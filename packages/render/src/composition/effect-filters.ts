import type { EvaluatedEffect } from '@weireel/edit';
import { colourMapOf, composed, rgbOf, type ColourMap } from '../colour/colour-map.ts';
import { writeCube } from '../colour/write-cube.ts';
import type { FilterGraph, Stream, StreamShape } from './filter-graph.ts';
import { masked } from './masked.ts';
import { inRgb } from './pixel-formats.ts';

type Params = EvaluatedEffect['params'];
/** Filters of an effect on pictures of a size. */
type EffectFilters = (params: Params, shape: StreamShape) => string[];

const spatial: Readonly<Record<string, EffectFilters>> = {
  blur: ({ radius }, { heightPx }) => [`gblur=sigma=${round(0.5 * share(radius, 1) * heightPx)}:steps=2`],
  sharpen: ({ strength }) => [`unsharp=lx=5:ly=5:la=${round(2 * share(strength))}:cx=3:cy=3:ca=0`],
  denoise: ({ strength }) => {
    const most = 10 * share(strength);
    return [`hqdn3d=${[most, 0.75 * most, 1.5 * most, 1.1 * most].map(round).join(':')}`];
  },
  deblock: ({ strength }) => {
    const [edge, rest] = [0.2 * share(strength), 0.1 * share(strength)].map(round);
    return [`deblock=filter=strong:block=8:alpha=${edge}:beta=${rest}:gamma=${rest}:delta=${rest}`];
  },
  grain: ({ strength }) => [`noise=c0_seed=1:c0_strength=${round(40 * share(strength))}:c0_flags=t`],
  pixelate: ({ size }, { widthPx, heightPx }) => {
    const block = Math.max(1, share(size, 1) * heightPx);
    const [columns, rows] = [widthPx, heightPx].map((side) => Math.max(1, Math.ceil(side / block)));
    return [`scale=${columns}:${rows}:flags=area`, `scale=${widthPx}:${heightPx}:flags=neighbor`];
  },
  chromaKey: ({ colour, tolerance, softness, spill }) => {
    const [red, green, blue] = rgbOf(typeof colour === 'string' ? colour : '#00ff00');
    const channel = green >= Math.max(red, blue) ? 'green' : 'blue';
    const key = `0x${bt709([red, green, blue]).map(hex).join('')}`;
    const nearness = `similarity=${round(0.01 + 0.4 * share(tolerance))}:blend=${round(0.4 * share(softness))}`;
    return [
      `chromakey=color=${key}:yuv=1:${nearness}`,
      ...(share(spill) === 0
        ? []
        : [
            ...inRgb(
              [`format=rgba`, `despill=type=${channel}:mix=${round(share(spill))}`, 'format=gbrap'],
              true,
            ),
          ]),
    ];
  },
};

/** Whether an effect is rendered with these values. */
export function isEffectRendered(effect: EvaluatedEffect): boolean {
  if (effect.kind === 'grain' && effect.params['size'] !== 1) return false;
  return effect.kind === 'vignette' || Object.hasOwn(spatial, effect.kind) || colourMapOf(effect) !== null;
}

/**
 * Lays effects on pictures that hold transparency, in their order. Neighbours that change nothing but colours become
 * one table of colours, however many they are.
 */
export function withEffects(
  graph: FilterGraph,
  stream: Stream,
  effects: readonly EvaluatedEffect[],
  shape: StreamShape,
): Stream {
  let made = stream;
  let maps: ColourMap[] = [];
  const tint = (): void => {
    if (maps.length === 0) return;
    const table = graph.keep(writeCube(composed(maps)), 'cube');
    made = graph.change(made, inRgb([`lut3d=file=${table}:interp=tetrahedral`], true));
    maps = [];
  };
  for (const effect of effects) {
    const map = colourMapOf(effect);
    if (map !== null) {
      maps.push(map);
      continue;
    }
    tint();
    const filters = Object.hasOwn(spatial, effect.kind) ? spatial[effect.kind] : undefined;
    if (filters !== undefined) made = graph.change(made, filters(effect.params, shape));
    else if (effect.kind === 'vignette') made = darkened(graph, made, effect.params, shape);
  }
  tint();
  return made;
}

/** Corners grow dark, as they do behind a lens. */
function darkened(graph: FilterGraph, stream: Stream, params: Params, shape: StreamShape): Stream {
  const [strength, softness] = [share(params['strength']), share(params['softness'])];
  const { widthPx, heightPx } = shape;
  const mask = new Uint8Array(widthPx * heightPx);
  const begin = 1 - 0.75 * softness;
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const distance = Math.hypot((2 * x + 1) / widthPx - 1, (2 * y + 1) / heightPx - 1);
      const far = Math.min(1, Math.max(0, (distance - begin) / (Math.SQRT2 + 0.05 - begin)));
      mask[y * widthPx + x] = Math.round(255 * strength * far * far * (3 - 2 * far));
    }
  const [kept, copy] = graph.split(stream);
  const black = graph.change(copy, ['lutyuv=y=16:u=128:v=128']);
  return masked(graph, kept, black, graph.openGrey(mask, shape));
}

function share(value: unknown, most = 100): number {
  return typeof value === 'number' ? value / most : 0;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** BT.709’s planes of a colour, in limited range. */
function bt709([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [blueness, redness] = [(blue - luma) / 1.8556, (red - luma) / 1.5748];
  return [16 + 219 * luma, 128 + 224 * blueness, 128 + 224 * redness];
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0');
}
