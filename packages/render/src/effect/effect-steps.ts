import type { PictureEffect } from '@weireel/edit';
import { dotSize, type TextureName } from './textures.ts';
import type { WarpName } from './warps.ts';

/** How two pictures become one, channel by channel: the W3C's `multiply`, `screen`, `lighten` and `color-dodge`; or black and white, by whether their sum is more than white. */
export type StepBlend = 'multiply' | 'screen' | 'lighten' | 'dodge' | 'hardmix';

/** One change of a picture of red, green and blue. Lengths are in heights of the picture. */
export type EffectStep =
  | { kind: 'warp'; by: WarpName }
  | { kind: 'texture'; of: TextureName; blend: StepBlend }
  /** Blurred by a Gaussian of this deviation. */
  | { kind: 'blur'; sigma: number }
  /** Blurred to both sides. */
  | { kind: 'streak'; radius: number }
  /** Channels moved to the right. */
  | { kind: 'shift'; red: number; green: number; blue: number }
  /** Larger, from the middle. */
  | { kind: 'zoom'; factor: number }
  /** How each place differs from the one to its upper left, around grey. */
  | { kind: 'relief' }
  /** How steep each channel is. */
  | { kind: 'edges'; gain: number }
  /** What is in the middle of all values around. */
  | { kind: 'median'; radius: number }
  /** Squares of one colour. */
  | { kind: 'squares'; size: number }
  | { kind: 'grey' }
  | { kind: 'negative' }
  /** Each value times something, and something more, of 1. */
  | { kind: 'levels'; gain: number; lift: number }
  /** So many values of each channel. */
  | { kind: 'posterise'; values: number }
  /** The picture below another change of it. */
  | { kind: 'blend'; mode: StepBlend; with: readonly EffectStep[] }
  /** The mean of some changes of it. */
  | { kind: 'mean'; of: readonly (readonly EffectStep[])[] };

const grey = { kind: 'grey' } as const;
const negative = { kind: 'negative' } as const;
const warp = (by: WarpName): EffectStep[] => [{ kind: 'warp', by }];
const texture = (of: TextureName, blend: StepBlend): EffectStep => ({ kind: 'texture', of, blend });
const aside = (length: number): EffectStep => ({ kind: 'shift', red: length, green: length, blue: length });
const edges = (gain: number): EffectStep[] => [
  { kind: 'blur', sigma: 0.002 },
  { kind: 'edges', gain },
];

/** What each effect does to a picture when it is at its full strength. */
export const effectSteps: Readonly<Record<PictureEffect, readonly EffectStep[]>> = {
  mirror: warp('mirror'),
  reflection: warp('reflection'),
  fourfold: warp('fourfold'),
  kaleidoscope: warp('kaleidoscope'),
  tiles: warp('tiles'),
  wall: warp('wall'),
  strips: warp('strips'),
  wave: warp('wave'),
  ripples: warp('ripples'),
  swirl: warp('swirl'),
  fishEye: warp('fishEye'),
  pinch: warp('pinch'),
  flutedGlass: warp('flutedGlass'),
  frostedGlass: warp('frostedGlass'),
  glitch: [...warp('torn'), { kind: 'shift', red: 0.012, green: 0, blue: -0.012 }],
  glow: [
    {
      ...{ kind: 'blend', mode: 'screen' },
      with: [
        { kind: 'blur', sigma: 0.02 },
        { kind: 'levels', gain: 1.5, lift: -0.45 },
      ],
    },
  ],
  softFocus: [{ kind: 'mean', of: [[], [{ kind: 'blur', sigma: 0.03 }]] }],
  motionBlur: [{ kind: 'streak', radius: 0.045 }],
  rush: [{ kind: 'mean', of: [1, 1.06, 1.12, 1.18, 1.24, 1.3].map((factor) => [{ kind: 'zoom', factor }]) }],
  doubleVision: [{ kind: 'mean', of: [[aside(-0.025)], [aside(0.025)]] }],
  colourSplit: [{ kind: 'shift', red: 0.03, green: 0, blue: -0.03 }],
  sketch: [
    grey,
    { kind: 'blend', mode: 'dodge', with: [negative, { kind: 'blur', sigma: 0.012 }] },
    { kind: 'levels', gain: 1.6, lift: -0.6 },
  ],
  chalk: [grey, ...edges(1.4), { kind: 'levels', gain: 0.85, lift: 0.15 }],
  neonEdges: [...edges(2.2), { kind: 'blend', mode: 'screen', with: [{ kind: 'blur', sigma: 0.008 }] }],
  emboss: [grey, { kind: 'blur', sigma: 0.002 }, { kind: 'relief' }],
  comic: [
    { kind: 'median', radius: 0.006 },
    { kind: 'blend', mode: 'multiply', with: [grey, ...edges(2), negative] },
    { kind: 'posterise', values: 4 },
  ],
  oil: [
    { kind: 'median', radius: 0.016 },
    { kind: 'posterise', values: 7 },
  ],
  halftone: [grey, texture('dots', 'hardmix')],
  scanlines: [texture('lines', 'multiply')],
  lights: [{ kind: 'squares', size: dotSize }, texture('lights', 'multiply')],
  scratches: [grey, { kind: 'levels', gain: 1.1, lift: 0 }, texture('scratches', 'multiply')],
  spotlight: [texture('spotlight', 'multiply')],
  bars: [texture('bars', 'multiply')],
  frame: [texture('frame', 'screen')],
};
