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

/** Effects by kind, with their parameters. Where all parameters have their initial value the picture is unchanged. */
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
  vignette: { strength: ranged(0, 100), softness: ranged(0, 100, 50) },
  grain: { strength: ranged(0, 100), size: ranged(1, 10, 1) },
  pixelate: { size: ranged(0, 0.2) },
  chromaKey: {
    colour: { kind: 'colour', initial: '#00ff00' },
    tolerance: ranged(0, 100),
    softness: ranged(0, 100),
    spill: ranged(0, 100),
  },
};

function ranged(minimum: number, maximum: number, initial = 0): ParameterKind {
  return { kind: 'number', minimum, maximum, initial };
}

/** Transitions that we can draw. */
export const transitionKinds: ReadonlySet<string> = new Set([
  ...['dissolve', 'fade-black', 'fade-white', 'wipe-left', 'wipe-right', 'wipe-up', 'wipe-down'],
  ...[
    'slide-left',
    'slide-right',
    'slide-up',
    'slide-down',
    'push-left',
    'push-right',
    'push-up',
    'push-down',
  ],
  ...['circle-open', 'circle-close', 'clock', 'blinds-horizontal', 'blinds-vertical', 'zoom-in', 'zoom-out'],
]);
