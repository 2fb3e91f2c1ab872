import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument, type Item } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered, planRender, segmentIdentity, tablesOfFile } from '@weireel/render';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { openDrawingThread } from './drawing-thread.ts';
import { drawFrames } from './testing/draw-frames.ts';

const canvas = { widthPx: 160, heightPx: 90 };
const fps = { num: 25, den: 1 };
const [chart, turn, list] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]; // as: three
const sourceOf = () => ({
  path: 'a.png',
  isStill: true,
  fps: { num: 1, den: 1 },
  widthPx: 160,
  heightPx: 90,
});
const drawing = openDrawingThread();
let folder = '';

/** Eight colours of the chart, from left to right. */
const colours = [
  ...[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]],
  ...[[128, 64, 32], [20, 200, 90], [0, 0, 0], [250, 230, 40]],
] as const; // prettier-ignore

/** Red, green and blue change places, as corners of the smallest cube say. */
const turned = [
  'LUT_3D_SIZE 2',
  ...[0, 1].flatMap((blue) => [0, 1].flatMap((green) => [0, 1].map((red) => `${green} ${blue} ${red}`))),
].join('\n');
/** Half as bright, but of what is darker than a quarter nothing. */
const halved = 'LUT_1D_SIZE 5\n0 0 0\n0 0 0\n.25 .25 .25\n.375 .375 .375\n.5 .5 .5\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  const boxes = colours.map(([red, green, blue], index) => {
    const colour = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
    return `drawbox=x=${20 * index}:y=0:w=20:h=90:color=0x${colour}:t=fill`;
  });
  await runTool('ffmpeg', [
    ...['-f', 'lavfi', '-i', `color=s=160x90,format=rgb24,${boxes.join(',')}`, '-frames:v', '1'],
    ...['-pix_fmt', 'rgba', join(folder, 'a.png')],
  ]);
});

afterAll(async () => {
  await drawing.close();
  await rm(folder, { recursive: true, force: true });
});

function documentOf(effects: object[]): EditDocument {
  const item = { id: 'i', kind: 'image', asset: 'chart', start: 0, duration: second, effects };
  const checked = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: {
      chart: { kind: 'image', sha256: chart, widthPx: 160, heightPx: 90 },
      ...{ turn: { kind: 'lut', sha256: turn }, list: { kind: 'lut', sha256: list } },
    },
    // as: checked here
    tracks: [{ id: 't', kind: 'visual', transitions: [], items: [item as unknown as Item] }],
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

const lut = (asset: string, strength: unknown = 100) => ({
  ...{ kind: 'lut', version: 1, params: { lut: asset, strength } },
});

/** Red, green and blue of each box in a frame. */
async function boxesOf(effects: object[], frame = 0): Promise<number[][]> {
  const tables = { [turn]: Buffer.from(turned), [list]: Buffer.from(halved) };
  const png = { [chart]: await readFile(join(folder, 'a.png')) };
  const part = { from: 0, to: frame + 1 };
  const frames = await drawFrames(folder, documentOf(effects), part, sourceOf, drawing, {
    ...tables,
    ...png,
  });
  const picture = frames[frame] ?? new Uint8Array();
  return colours.map((_, index) => {
    const at = 45 * canvas.widthPx + 20 * index + 10;
    const plane = canvas.widthPx * canvas.heightPx;
    const light = ((picture[at] ?? 0) - 16) / 219;
    const [blueness, redness] = [1, 2].map((which) => ((picture[which * plane + at] ?? 0) - 128) / 224) as [
      number,
      number,
    ]; // as: two
    const [red, blue] = [light + 1.5748 * redness, light + 1.8556 * blueness];
    const green = (light - 0.2126 * red - 0.0722 * blue) / 0.7152;
    return [red, green, blue].map((value) => Math.round(255 * value));
  });
}

function expectNear(found: number[][], wanted: (colour: readonly number[]) => number[]): void {
  const apart = colours.flatMap((colour, index) => {
    const should = wanted(colour);
    const far = Math.max(
      ...should.map((value, channel) => Math.abs(value - (found[index]?.[channel] ?? 999))),
    );
    return far <= 4 ? [] : [`${colour.join(' ')}: ${String(found[index])} for ${String(should)}`];
  });
  expect(apart).toEqual([]);
}

const turnedColour = ([red = 0, green = 0, blue = 0]: readonly number[]) => [green, blue, red];

it('gives a chart the colours that a table of one’s own says, as far as its strength goes (GOAL-20)', async () => {
  expectNear(await boxesOf([]), (colour) => [...colour]);
  expectNear(await boxesOf([lut('turn')]), turnedColour);
  expectNear(await boxesOf([lut('turn', 50)]), (colour) =>
    turnedColour(colour).map((value, channel) => (value + (colour[channel] ?? 0)) / 2),
  );
  expectNear(await boxesOf([lut('list')]), (colour) =>
    colour.map((value) => (value < 64 ? 0 : value < 128 ? value - 64 : value / 2)),
  );
  // One after the other, with a filter between them.
  const negative = { kind: 'filter-negative', version: 1, params: { strength: 100 } };
  expectNear(await boxesOf([lut('turn'), negative, lut('turn')]), (colour) =>
    turnedColour(turnedColour(colour)).map((value) => 255 - value),
  );
});

it('a table may come by key frames (GOAL-20)', async () => {
  const strength = { keys: [{ at: 0, value: 0 }, { at: second / 5, value: 100 }] }; // prettier-ignore
  expectNear(await boxesOf([lut('turn', strength)], 0), (colour) => [...colour]);
  expectNear(await boxesOf([lut('turn', strength)], 5), turnedColour);
});

it('a segment is named by the table and its strength, before the table is read (SEG-3)', () => {
  const namesOf = (effects: object[]) => {
    const [picture] = planRender(documentOf(effects)).segments;
    if (picture === undefined) throw new Error('there is no segment');
    return segmentIdentity(picture, sourceOf, { ...canvas, fps, crf: 20 })
      .map(String)
      .join('\n');
  };
  const names = [[], [lut('turn')], [lut('turn', 99)], [lut('list')], [lut('list'), lut('turn')]].map(
    namesOf,
  );
  expect(new Set(names).size).toBe(names.length);
  expect(namesOf([lut('turn')])).toBe(names[1]);
  expect(names[1]).toContain(turn);
  expect(tablesOfFile({ content: 'a' })).toEqual([]);
});
