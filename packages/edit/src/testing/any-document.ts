import fc from 'fast-check';
import { type EditDocument, type Item, type Track, endOf } from '../edit-document.ts';
import type { Clip, Retime } from '../schema/clip.ts';
import type { Animatable } from '../schema/key-frames.ts';
import { exactFrameTicks } from '../time/ticks.ts';
import { emptyDocument, seconds } from './sample-document.ts';

const rates = [
  { num: 24_000, den: 1001 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 60, den: 1 },
];

const speed = fc.constantFrom(
  { num: 1, den: 1 },
  { num: 1, den: 10 },
  { num: 1, den: 3 },
  { num: 10, den: 1 },
  { num: 7, den: 3 },
  { num: 999, den: 1000 },
);

/** Any way in which time may pass under a clip. */
export const anyRetime: fc.Arbitrary<Retime> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('constant' as const), // as: the type of the union's member
      speed,
      offset: fc.integer({ min: -seconds(2), max: seconds(2) }),
      reversed: fc.boolean(),
    },
    { requiredKeys: ['kind', 'speed'] },
  ),
  fc
    .tuple(
      fc.array(fc.tuple(fc.integer({ min: 1, max: seconds(4) }), speed), { minLength: 1, maxLength: 4 }),
      speed,
      fc.boolean(),
      fc.integer({ min: -seconds(2), max: seconds(2) }),
    )
    .map(([gaps, first, reversed, offset]): Retime => {
      let at = 0;
      const points = gaps.map(([gap, each]) => ({ at: (at += gap), speed: each }));
      return { kind: 'curve', points: [{ at: 0, speed: first }, ...points], offset, reversed };
    }),
  fc.constant<Retime>({ kind: 'freeze' }),
);

/** A number from 0 to 1, perhaps with key frames. */
export const anyShare: fc.Arbitrary<Animatable> = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: seconds(2) }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('hold' as const, 'linear' as const, { bezier: [0.4, -0.2, 0.2, 1.3] }), // as: literals
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((keys) => {
      let at = -seconds(1);
      return { keys: keys.map(([gap, value, ease]) => ({ at: (at += gap), value, ease })) } as Animatable; // as: a tuple of four
    }),
);

interface Plan {
  gapFrames: number;
  frames: number;
  slow: boolean;
  sourceSeconds: number;
  retime: Retime | undefined;
  opacity: Animatable | undefined;
  joins: boolean;
  still: boolean;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  gapFrames: fc.constantFrom(0, 0, 0, 1, 10),
  frames: fc.integer({ min: 1, max: 90 }),
  slow: fc.boolean(),
  sourceSeconds: fc.integer({ min: 1000, max: 2000 }),
  retime: fc.option(anyRetime, { nil: undefined }),
  opacity: fc.option(anyShare, { nil: undefined }),
  joins: fc.boolean(),
  still: fc.constantFrom(false, false, false, true),
});

/** Any document with tracks of clips and pictures, valid by how it is made; its sources are long enough for all. */
export const anyDocument: fc.Arbitrary<EditDocument> = fc
  .record({
    fps: fc.constantFrom(...rates),
    tracks: fc.array(fc.array(plan, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    sound: fc.boolean(),
  })
  .map(({ fps, tracks, sound }) => {
    const empty = emptyDocument();
    const { film, slow } = empty.assets;
    const length = exactFrameTicks(fps);
    return {
      ...empty,
      fps,
      assets: {
        ...empty.assets,
        film: { ...film, kind: 'video', duration: seconds(3600) },
        slow: { ...slow, kind: 'video', duration: 1001 * seconds(3) },
      },
      tracks: tracks.map((plans, index) => trackOf(index, plans, length, sound && index === 0)),
    };
  });

function trackOf(index: number, plans: Plan[], length: number, isSound: boolean): Track {
  let start = 0;
  const items = plans.map((each, place): Item => {
    start += each.gapFrames * length;
    const item = itemOf(`i${index}-${place}`, each, start, each.frames * length, isSound);
    start = endOf(item);
    return item;
  });
  return {
    id: `t${index}`,
    kind: isSound ? 'audio' : 'visual',
    items,
    transitions: plans.flatMap(({ joins }, place) => {
      const [from, to] = [items[place], items[place + 1]];
      if (!joins || from === undefined || to === undefined || endOf(from) !== to.start) return [];
      const half = Math.floor(Math.min(from.duration, to.duration) / 2);
      return [
        { id: `x${index}-${place}`, kind: 'dissolve', from: from.id, to: to.id, before: half, after: half },
      ];
    }),
  };
}

function itemOf(id: string, each: Plan, start: number, duration: number, isSound: boolean): Item {
  const seen = !isSound && each.opacity !== undefined ? { opacity: each.opacity } : {};
  if (each.still && !isSound) return { id, kind: 'image', start, duration, asset: 'still', ...seen };
  const clip: Clip = {
    ...{ id, kind: 'clip', start, duration, ...seen },
    ...{ asset: each.slow ? 'slow' : 'film', sourceIn: seconds(each.sourceSeconds) },
  };
  return each.retime === undefined ? clip : { ...clip, retime: each.retime };
}
