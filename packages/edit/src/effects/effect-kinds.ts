import { filterPresets } from './filter-presets.ts';
import { pictureEffects } from './picture-effects.ts';

/** What a parameter of an effect may be. */
export type ParameterKind =
  | {
      kind: 'number';
      /** Least value. */
      minimum: number;
      /** Greatest value. */
      maximum: number;
      /** What it is when it is not given. */
      initial: number;
    }
  | {
      kind: 'colour';
      /** What it is when it is not given. */
      initial: string;
    }
  | { kind: 'lut' };

/**
 * Effects by kind, with their parameters; `filter-` and the name of a preset are a kind of their own.
 * Where all parameters have their initial value the picture is unchanged.
 */
export const effectKinds: Readonly<Record<string, Readonly<Record<string, ParameterKind>>>> = {
  colour: Object.fromEntries(
    [
      ...['exposure', 'brightness', 'contrast', 'saturation', 'vibrance', 'temperature', 'tint'],
      ...['highlights', 'shadows', 'whites', 'blacks', 'fade'],
    ].map((name) => [name, ranged(-100, 100)]),
  ),
  lut: { lut: { kind: 'lut' }, strength: ranged(0, 100, 100) },
  blur: { radius: ranged(0, 0.2) },
  sharpen: { strength: ranged(0, 100) },
  denoise: { strength: ranged(0, 100) },
  deblock: { strength: ranged(0, 100) },
  vignette: { strength: ranged(0, 100), softness: ranged(0, 100, 50) },
  grain: { strength: ranged(0, 100), size: ranged(1, 10, 1) },
  pixelate: { size: ranged(0, 0.2) },
  chromaKey: {
    colour: { kind: 'colour', initial: '#00ff00' },
    tolerance: ranged(0, 100),
    softness: ranged(0, 100),
    spill: ranged(0, 100),
  },
  ...Object.fromEntries(pictureEffects.map((name) => [name, { strength: ranged(0, 100) }])),
  ...Object.fromEntries(
    Object.keys(filterPresets).map((name) => [`filter-${name}`, { strength: ranged(0, 100) }]),
  ),
};

function ranged(minimum: number, maximum: number, initial = 0): ParameterKind {
  return { kind: 'number', minimum, maximum, initial };
}

const sides = ['left', 'right', 'up', 'down'];
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];

/** Transitions that we can draw. */
export const transitionKinds: ReadonlySet<string> = new Set([
  ...['dissolve', 'fade-black', 'fade-white', 'fade-grey', 'blur', 'pixelate', 'sparkle', 'morph'],
  ...['wipe', 'slide', 'push', 'smooth', 'slices'].flatMap((name) => sides.map((side) => `${name}-${side}`)),
  ...['corner', 'diagonal'].flatMap((name) => corners.map((corner) => `${name}-${corner}`)),
  ...['circle-open', 'circle-close', 'iris', 'box', 'diamond', 'star', 'heart', 'spiral', 'clock'],
  ...['doors-open', 'doors-close', 'shutter-open', 'shutter-close'],
  ...['blinds-horizontal', 'blinds-vertical', 'checkerboard', 'squeeze-horizontal', 'squeeze-vertical'],
  ...['zoom-in', 'zoom-out'],
]);
