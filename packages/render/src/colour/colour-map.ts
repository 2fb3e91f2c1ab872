import { filterPresets, type ColourSliders, type EvaluatedEffect, type FilterPreset } from '@weireel/edit';
import { tableMap, type ColourTable } from './colour-table.ts';

/** Red, green and blue as the transfer function of BT.709 has them, from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What a colour becomes, wherever it stands and whatever is around it. */
export type ColourMap = (colour: Rgb) => Rgb;

/**
 * What an effect does to colours; null for one that is no matter of single colours.
 *
 * @param tableOf the table of a hash. Default: there are none, and an effect that has one is null
 */
export function colourMapOf(
  { kind, params }: EvaluatedEffect,
  tableOf: (sha256: string) => ColourTable | null = () => null,
): ColourMap | null {
  if (kind === 'colour') return slidersMap(params);
  const strength = numberOf(params['strength']) / 100;
  if (kind === 'lut') {
    const table = tableOf(String(params['lut']));
    return table === null ? null : mixed(tableMap(table), strength);
  }
  const name = kind.startsWith('filter-') ? kind.slice('filter-'.length) : '';
  const preset = Object.hasOwn(filterPresets, name) ? filterPresets[name] : undefined;
  return preset === undefined ? null : mixed(presetMap(preset), strength);
}

/** Whether an effect is a matter of single colours. */
export function isOfColours(effect: EvaluatedEffect): boolean {
  return effect.kind === 'lut' || colourMapOf(effect) !== null;
}

/** One map after the other. */
export function composed(maps: readonly ColourMap[]): ColourMap {
  return (colour) => maps.reduce((value, map) => map(value), colour);
}

function presetMap({ sliders, tone, isNegative = false, steps }: FilterPreset): ColourMap {
  const slide = slidersMap(sliders);
  return (colour) => {
    let value = slide(isNegative ? each(colour, (v) => 1 - v) : colour);
    if (tone !== undefined) value = toned(value, tone);
    return steps === undefined ? value : each(value, (v) => Math.round(v * (steps - 1)) / (steps - 1));
  };
}

/** Draws a colour towards one between two, by how bright it is. */
function toned(colour: Rgb, { dark, bright, amount }: NonNullable<FilterPreset['tone']>): Rgb {
  const [from, to, light] = [rgbOf(dark), rgbOf(bright), lumaOf(colour)];
  return mix(colour, mix(from, to, light), amount);
}

function mixed(map: ColourMap, strength: number): ColourMap {
  return (colour) => mix(colour, map(colour), strength);
}

/** Sliders in the order in which dark rooms have them: light, then contrast, then colour. Each at 0 changes nothing. */
function slidersMap(params: ColourSliders | EvaluatedEffect['params']): ColourMap {
  const share = (name: keyof ColourSliders) => numberOf(params[name]) / 100;
  const gain = 2 ** share('exposure');
  const lift = 0.3 * share('brightness');
  const contrast = share('contrast');
  const slope = 1 + (contrast < 0 ? 0.75 : 1) * contrast;
  const [warmth, magenta] = [0.12 * share('temperature'), 0.1 * share('tint')];
  const [saturation, vibrance, fade] = [share('saturation'), share('vibrance'), share('fade')];
  return (colour) => {
    let value = each(colour, (v) => v * gain + lift);
    const light = lumaOf(value);
    const byLight =
      0.25 * (share('highlights') * rise(0.4, 1, light) + share('shadows') * (1 - rise(0, 0.6, light))) +
      0.3 * (share('whites') * light ** 4 + share('blacks') * (1 - light) ** 4);
    value = each(value, (v) => clip((v + byLight - 0.5) * slope + 0.5));
    const [red, green, blue] = value;
    value = [red + warmth + magenta / 2, green - magenta, blue - warmth + magenta / 2];
    const grey = lumaOf(value);
    const chroma = Math.max(...value) - Math.min(...value);
    const factor = Math.max(0, 1 + saturation + vibrance * (1 - Math.min(1, chroma)));
    // Faded prints have no black; the other way round it gets deeper.
    return each(value, (v) => clip((grey + (v - grey) * factor) * (1 - 0.35 * fade) + 0.18 * fade));
  };
}

/** Red, green and blue of `#rrggbb`, from 0 to 1. */
export function rgbOf(colour: string): Rgb {
  const part = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** BT.709’s luma. */
function lumaOf([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function each([red, green, blue]: Rgb, change: (value: number) => number): Rgb {
  return [change(red), change(green), change(blue)];
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** From 0 to 1 between two values, without corners. */
function rise(from: number, to: number, value: number): number {
  const share = clip((value - from) / (to - from));
  return share * share * (3 - 2 * share);
}
