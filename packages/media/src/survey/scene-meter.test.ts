import { expect, it } from 'vitest';
import { createSceneMeter, surveyedBytes } from './scene-meter.ts';
import { surveyedSize } from './survey-format.ts';

/** The colour of a place, from 0 to 1 across and down, in the nth frame of a scene. */
type Scene = (x: number, y: number, n: number) => [red: number, green: number, blue: number];

const wave = (value: number) => 0.5 + 0.5 * Math.sin(value);

/** Someone before a wall, who moves. */
const person =
  (wall: number, face: number): Scene =>
  (x, y, n) => {
    const isFace = Math.hypot(x - 0.5 - 0.1 * Math.sin(n / 9), y - 0.5) < 0.25;
    const light = 0.15 * wave(9 * x + 4 * y);
    return isFace ? [face, 0.7 * face, 0.5 * face] : [wall + light, wall, 0.9 * wall];
  };

/** A landscape past which a fast train goes. */
const train: Scene = (x, y, n) => {
  const at = x + n * 0.05;
  return y > 0.6 ? [0.2, 0.4 * wave(40 * at), 0.1] : [0.4, 0.5 + 0.3 * wave(23 * at), wave(7 * at)];
};

/** Waves in changing colours. */
const sea: Scene = (x, y, n) => [0.1, 0.3 * wave(30 * y + n / 4), 0.5 + 0.4 * wave(12 * x - n / 6)];

/** A light that slowly goes on. */
const dawn: Scene = (x, y, n) => {
  const light = Math.min(1, 0.1 + n / 90);
  return [light * wave(5 * x), 0.8 * light * wave(6 * y), 0.6 * light];
};

const white: Scene = () => [1, 1, 1];

function pictureOf(scene: Scene, n: number): Uint8Array {
  const { widthPx, heightPx } = surveyedSize;
  const picture = new Uint8Array(surveyedBytes);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const colour = scene(column / widthPx, row / heightPx, n);
      // A little noise of the camera.
      const grain = ((row * 31 + column * 17 + n * 13) % 7) - 3;
      for (const [channel, value] of colour.entries())
        picture[3 * (row * widthPx + column) + channel] = Math.min(255, Math.max(0, 255 * value + grain));
    }
  }
  return picture;
}

function cutsOf(parts: readonly (readonly [Scene, number])[]): { found: number[]; real: number[] } {
  const meter = createSceneMeter();
  const real: number[] = [];
  let frame = 0;
  for (const [scene, frames] of parts) {
    if (frame > 0) real.push(frame);
    for (let n = 0; n < frames; n += 1) meter.add(pictureOf(scene, n));
    frame += frames;
  }
  return { found: meter.cuts(), real };
}

it('changes of scene are found on their very frames, whatever moves (GOAL-15)', () => {
  const { found, real } = cutsOf([
    ...([
      [person(0.3, 0.8), 50],
      [person(0.55, 0.6), 40],
      [train, 60],
      [sea, 45],
    ] as const),
    ...([
      [person(0.3, 0.8), 30],
      [dawn, 90],
      [train, 40],
      [person(0.7, 0.3), 12],
      [sea, 30],
    ] as const),
  ]);
  expect(found).toEqual(real);
});

it('a flash is no change of scene, however long its light stays (GOAL-15)', () => {
  const base = person(0.3, 0.7);
  const flashed: Scene = (x, y, n) => (n === 30 || (n > 60 && n < 64) ? white(x, y, n) : base(x, y, n));
  expect(cutsOf([[flashed, 100]]).found).toEqual([]);
  expect(
    cutsOf([
      [flashed, 45],
      [train, 30],
    ]).found,
  ).toEqual([45]);
});

it('what stands still, and what has no picture, has no scenes', () => {
  expect(cutsOf([[() => [0.2, 0.2, 0.2], 40]]).found).toEqual([]);
  expect(createSceneMeter().cuts()).toEqual([]);
});
