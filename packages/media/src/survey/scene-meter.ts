import { surveyedSize } from './survey-format.ts';

/** Sees small pictures as they come, as RGB of `surveyedSize`, and finds where another scene begins. */
export interface SceneMeter {
  /** Sees the next picture; its bytes are kept for a moment. */
  add: (picture: Uint8Array) => void;
  /** The first frames of scenes, but for that of the first. */
  cuts: () => number[];
}

/** Bytes of a picture. */
export const surveyedBytes = 3 * surveyedSize.widthPx * surveyedSize.heightPx;

/** Levels of each colour by which pictures are compared as a whole, wherever something is in them. */
const shades = 8;
/** A change is told from what goes on by so many frames on both sides. */
const reach = 12;
/** So much of its places must change, from 0 to 1. */
const leastChange = 0.06;
/** So many times what is usual around it must change, of places and colours together. */
const timesUsual = 2.5;
/** What changes by less, of places and of colours, is the noise of a camera. */
const [quietPlaces, quietColours] = [0.02, 0.03];
/** Neither the one nor the other alone is a change of scene. */
const mostTimes = 10;
/** A picture that is back after so many frames was disturbed by a flash, and no other scene. */
const flashFrames = 4;
/** Nothing shorter is a scene, in frames. */
const leastFrames = 6;

interface Seen {
  picture: Uint8Array;
  colours: Float32Array;
}

/** How much a picture differs from another: of its places, and of its colours. */
interface Change {
  places: number;
  colours: number;
}

/** A meter that has seen nothing. */
export function createSceneMeter(): SceneMeter {
  /** From each frame to the next, from frame 1 on. */
  const changes: Change[] = [{ places: 0, colours: 0 }];
  /** How near a picture around each frame's change comes to one on its other side, within some frames. */
  const returns: number[] = [1];
  const held: Seen[] = [];
  return {
    add(picture) {
      const seen = { picture, colours: coloursOf(picture) };
      const last = held.at(-1);
      if (last !== undefined) {
        changes.push(changeOf(last, seen));
        returns.push(1);
      }
      const frame = changes.length - 1;
      // A flash changes twice: what it began after is what it ends with.
      for (const [place, earlier] of held.slice(0, -1).entries()) {
        const { places } = changeOf(earlier, seen);
        for (const changed of [frame - held.length + place + 1, frame])
          returns[changed] = Math.min(returns[changed] ?? 1, places);
      }
      held.push(seen);
      if (held.length > flashFrames + 1) held.shift();
    },
    cuts() {
      const cuts: number[] = [];
      for (let frame = 1; frame < changes.length; frame += 1) {
        if (!isCut(changes, returns, frame)) continue;
        const last = cuts.at(-1) ?? 0;
        if (frame - last >= leastFrames) cuts.push(frame);
      }
      return cuts;
    },
  };
}

function isCut(changes: readonly Change[], returns: readonly number[], frame: number): boolean {
  const { places, colours } = changes[frame] ?? { places: 0, colours: 0 };
  if (places < leastChange || (returns[frame] ?? 1) <= places / 2) return false;
  const around = changes
    .slice(Math.max(1, frame - reach), frame + reach + 1)
    .filter((change) => change !== changes[frame]);
  const usual = (of: (change: Change) => number) => middleOf(around.map(of));
  const times = [
    places / (usual((change) => change.places) + quietPlaces),
    colours / (usual((change) => change.colours) + quietColours),
  ];
  return Math.sqrt(times.reduce((product, each) => product * Math.min(mostTimes, each), 1)) > timesUsual;
}

function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function changeOf(a: Seen, b: Seen): Change {
  let [places, colours] = [0, 0];
  for (let n = 0; n < surveyedBytes; n += 1) places += Math.abs((a.picture[n] ?? 0) - (b.picture[n] ?? 0));
  for (const [n, share] of a.colours.entries()) colours += Math.abs(share - (b.colours[n] ?? 0));
  return { places: places / surveyedBytes / 255, colours: colours / 2 };
}

/** Which share of a picture has which colour. */
function coloursOf(picture: Uint8Array): Float32Array {
  const colours = new Float32Array(shades ** 3);
  const pixels = surveyedBytes / 3;
  const shadeOf = (value: number | undefined): number => Math.floor(((value ?? 0) * shades) / 256);
  for (let n = 0; n < surveyedBytes; n += 3) {
    const [red, green, blue] = [picture[n], picture[n + 1], picture[n + 2]].map(shadeOf) as [
      number,
      number,
      number,
    ]; // as: three become three
    const index = (red * shades + green) * shades + blue;
    colours[index] = (colours[index] ?? 0) + 1 / pixels;
  }
  return colours;
}
