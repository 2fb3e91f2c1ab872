import type { SpeedPoint } from './speed-curve.ts';

type Speeds = readonly (readonly [share: number, tenths: number])[];

/** Speed in tenths, at shares of the clip's length in hundredths. */
const shapes = {
  montage: [
    [0, 10],
    [20, 60],
    [50, 7],
    [80, 60],
    [100, 10],
  ],
  hero: [
    [0, 10],
    [35, 60],
    [50, 5],
    [65, 60],
    [100, 10],
  ],
  bullet: [
    [0, 52],
    [40, 52],
    [50, 5],
    [60, 52],
    [100, 52],
  ],
  jump: [
    [0, 6],
    [45, 6],
    [50, 50],
    [55, 6],
    [100, 6],
  ],
  flashIn: [
    [0, 50],
    [50, 10],
    [100, 10],
  ],
  flashOut: [
    [0, 10],
    [50, 10],
    [100, 50],
  ],
} as const satisfies Record<string, Speeds>;

/** Speed curves that people choose by name, each for a clip of so many ticks on the timeline. */
export const speedPresets: Readonly<Record<keyof typeof shapes, (duration: number) => SpeedPoint[]>> = {
  montage: (duration) => pointsOf(shapes.montage, duration),
  hero: (duration) => pointsOf(shapes.hero, duration),
  bullet: (duration) => pointsOf(shapes.bullet, duration),
  jump: (duration) => pointsOf(shapes.jump, duration),
  flashIn: (duration) => pointsOf(shapes.flashIn, duration),
  flashOut: (duration) => pointsOf(shapes.flashOut, duration),
};

function pointsOf(speeds: Speeds, duration: number): SpeedPoint[] {
  return speeds.map(([share, tenths]) => ({
    at: Math.round((duration * share) / 100),
    speed: { num: tenths, den: 10 },
  }));
}
