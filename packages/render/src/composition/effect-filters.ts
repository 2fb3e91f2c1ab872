import type { EvaluatedEffect, PictureEffect } from '@weireel/edit';
import { colourMapOf, composed, isOfColours, rgbOf } from '../colour/colour-map.ts';
import { cubeOf } from '../colour/cube-of.ts';
import type { CubeOfEffects } from '../colour/paint-cube.ts';
import { mostPoints } from '../colour/read-cube.ts';
import { effectSteps, type EffectStep } from '../effect/effect-steps.ts';
import { withSteps } from '../effect/step-filters.ts';
import type { EffectRun } from './composition.ts';
import type { FilterGraph, SegmentFile, Stream, StreamShape } from './filter-graph.ts';
import { masked } from './masked.ts';
import { formatOf, inRgb, transparent } from './pixel-formats.ts';

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

/** These are more than one filter on a picture as it is, and so cannot change from frame to frame. */
const steadyKinds: ReadonlySet<string> = new Set(['pixelate']);

/** Whether an effect is rendered with these values. */
export function isRunRendered({ kind, values }: EffectRun): boolean {
  const changes = stretchesOf(values).length > 1;
  const spills = values.some((value) => share(value?.params['spill']) > 0);
  if (changes && (steadyKinds.has(kind) || spills)) return false;
  if (kind === 'vignette' && !isOneButForStrength(values)) return false;
  return values.every((value) => {
    if (value === null) return true;
    if (kind === 'grain' && value.params['size'] !== 1) return false;
    return isPicture(kind) || Object.hasOwn(spatial, kind) || isOfColours(value);
  });
}

/** Frames that follow one another with the same values. */
interface EffectStretch<T> {
  from: number;
  to: number;
  value: T;
}

function stretchesOf<T>(values: readonly T[]): EffectStretch<T>[] {
  const found: EffectStretch<T>[] = [];
  values.forEach((value, frame) => {
    const last = found.at(-1);
    if (last !== undefined && JSON.stringify(last.value) === JSON.stringify(value)) last.to = frame;
    else found.push({ from: frame, to: frame, value });
  });
  return found;
}

/** Pictures of one form. */
export interface FormedStream {
  /** The pictures. */
  stream: Stream;
  /** Whether they hold transparency, which costs a third more of all that is done to them. */
  hasAlpha: boolean;
}

/**
 * Lays effects on pictures, in their order. Neighbours that change nothing but colours become one table of colours,
 * however many they are. Where values change there is a filter for each of them, which is passed by in all other frames.
 */
export function withEffects(
  graph: FilterGraph,
  { stream, hasAlpha: hadAlpha }: FormedStream,
  effects: readonly EffectRun[],
  shape: StreamShape,
): FormedStream {
  let made = stream;
  let hasAlpha = hadAlpha;
  let tints: EffectRun[] = [];
  const tint = (): void => {
    if (tints.length > 0) made = graph.change(made, inRgb(tables(graph, tints), hasAlpha, 16));
    tints = [];
  };
  for (const run of effects) {
    const { kind, values } = run;
    const known = values.find((value) => value !== null);
    if (known === undefined || known === null) continue;
    if (isOfColours(known)) {
      tints.push(run);
      continue;
    }
    tint();
    if (kind === 'chromaKey' && !hasAlpha) {
      made = graph.change(made, [`format=${transparent}`]);
      hasAlpha = true;
    }
    const filters = Object.hasOwn(spatial, kind) ? spatial[kind] : undefined;
    if (isPicture(kind)) {
      made = changedPicture(graph, { stream: made, hasAlpha }, run, shape);
    } else if (filters !== undefined) {
      const stretches = stretchesOf(values);
      const parts = stretches.flatMap((stretch) =>
        stretch.value === null
          ? []
          : filters(stretch.value.params, shape).map((filter) => during(filter, stretch, stretches.length)),
      );
      made = graph.change(made, [...parts, `format=${formatOf(hasAlpha)}`]);
    }
  }
  tint();
  return { stream: made, hasAlpha };
}

/** Whether an effect works upon pictures as a whole. */
function isPicture(kind: string): boolean {
  return kind === 'vignette' || stepsOf(kind) !== null;
}

/** What an effect that has nothing but a strength does; null for any other. */
function stepsOf(kind: string): readonly EffectStep[] | null {
  return Object.hasOwn(effectSteps, kind) ? effectSteps[kind as PictureEffect] : null; // as: it is in the list
}

function isOneButForStrength(values: EffectRun['values']): boolean {
  const rest = values.flatMap((value) =>
    value === null ? [] : [JSON.stringify({ ...value.params, strength: 0 })],
  );
  return new Set(rest).size <= 1;
}

/**
 * Changes pictures by an effect that works upon them as a whole: where it is not wholly strong, what it made is laid over
 * what it was made of, as far as the effect is strong in each frame.
 */
function changedPicture(
  graph: FilterGraph,
  from: FormedStream,
  { kind, values }: EffectRun,
  shape: StreamShape,
): Stream {
  const strengths = values.map((value) => share(value?.params['strength']));
  const [first = 0] = strengths;
  const isSteady = strengths.every((strength) => strength === first);
  const steps = stepsOf(kind);
  const softness = share(values.find((value) => value !== null)?.params['softness']);
  // A dark corner is as dark as its mask says.
  if (steps === null && isSteady) return darkened(graph, from, { softness, strength: first }, shape);
  const change = (stream: Stream): Stream =>
    steps === null
      ? darkened(graph, { ...from, stream }, { softness, strength: 1 }, shape)
      : withSteps(graph, { ...from, stream }, steps, shape);
  if (isSteady && first === 1) return change(from.stream);
  const [kept, copy] = graph.split(from.stream);
  const covers = strengths.map((opacity) => ({ mask: null, opacity }));
  return masked(graph, [kept, change(copy)], graph.openCovers(covers, shape), from.hasAlpha);
}

/** Points along each axis of a table of colours; of tables that follow one another there are many. */
const [finePoints, coarsePoints] = [33, 17];

/** Tables of what some effects make of colours together, one for each change. */
function tables(graph: FilterGraph, runs: readonly EffectRun[]): string[] {
  const count = runs[0]?.values.length ?? 0;
  const frames = Array.from({ length: count }, (_, frame) => runs.map(({ values }) => values[frame] ?? null));
  const stretches = stretchesOf(frames);
  return stretches.flatMap((stretch) => {
    const effects = stretch.value
      .filter((effect) => effect !== null)
      .map(({ kind, params }) => ({ kind, params }));
    if (effects.length === 0) return [];
    const table = graph.keep(cubeContent(effects, stretches.length > 1), 'cube');
    return [during(`lut3d=file=${table}:interp=tetrahedral`, stretch, stretches.length)];
  });
}

/** What some effects make of colours: a table, or how it is made when the tables of people's own are there. */
function cubeContent(
  effects: CubeOfEffects['effects'],
  changes: boolean,
): Extract<SegmentFile['content'], string | CubeOfEffects> {
  const least = changes ? coarsePoints : finePoints;
  if (effects.some(({ kind }) => kind === 'lut'))
    return { version: 1, effects, points: { least, most: changes ? coarsePoints : mostPoints[3] } };
  const maps = effects.flatMap((effect) => colourMapOf({ ...effect, version: 1 }) ?? []);
  return cubeOf(JSON.stringify(effects), composed(maps), least);
}

/** A filter that works in some frames only, unless all are alike. */
function during(filter: string, { from, to }: EffectStretch<unknown>, count: number): string {
  return count === 1 ? filter : `${filter}:enable='between(n,${from},${to})'`;
}

/** Corners grow dark, as they do behind a lens. */
function darkened(
  graph: FilterGraph,
  { stream, hasAlpha }: FormedStream,
  { strength, softness }: { strength: number; softness: number },
  shape: StreamShape,
): Stream {
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
  return masked(graph, [kept, black], graph.openGrey(mask, shape), hasAlpha);
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
