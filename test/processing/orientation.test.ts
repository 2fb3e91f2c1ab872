import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { h264, makeClip } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);

/** Each corner of the stored picture has a colour of its own: how far right and down it is, and its colour. */
const corners = [
  { right: -1, down: -1, colour: 'red' },
  { right: 1, down: -1, colour: 'lime' },
  { right: -1, down: 1, colour: 'blue' },
  { right: 1, down: 1, colour: 'white' },
] as const;

/** Matrices of a track header (ISO/IEC 14496-12): right' = a·right + c·down, down' = b·right + d·down. */
const orientations = [
  ['upright', [1, 0, 0, 1]],
  ['a quarter to the right', [0, 1, -1, 0]],
  ['upside down', [-1, 0, 0, -1]],
  ['a quarter to the left', [0, -1, 1, 0]],
  ['mirrored', [-1, 0, 0, 1]],
  ['mirrored upside down', [1, 0, 0, -1]],
  ['mirrored, a quarter to the right', [0, 1, 1, 0]],
  ['mirrored, a quarter to the left', [0, -1, -1, 0]],
] as const;

type Matrix = (typeof orientations)[number][1];

let server: RunningServer;
let person: Person;
let upright: Buffer;

beforeAll(async () => {
  server = await testServer(undo);
  person = await register(server.url);
  const quarters = corners.map(({ colour }, n) => `color=${colour}:s=160x96:r=30:d=1[${n}]`);
  const picture = `${quarters.join(';')};[0][1]hstack[top];[2][3]hstack[low];[top][low]vstack`;
  const encoding = `${h264} -movflags +faststart`;
  upright = await readFile(
    await makeClip(join(folder, 'upright.mp4'), { picture, encoding, hasSound: false }),
  );
});

/** The clip with this matrix in its track header. */
function turned([a, b, c, d]: Matrix): Uint8Array {
  const file = Buffer.from(upright);
  // Of a version 0 header: 4 bytes of type, then flags, times, id, length, reserved, layer, group and volume.
  const at = file.indexOf('tkhd', 0, 'latin1') + 44;
  const words: [number, number][] = [
    [0, a],
    [1, b],
    [3, c],
    [4, d],
  ];
  for (const [word, value] of words) file.writeInt32BE(value * 65_536, at + word * 4);
  return file;
}

/** Colours of the corners by rows, as somebody sees them at this address. */
async function shownCorners(url: string): Promise<string[]> {
  const filters = 'scale=in_color_matrix=bt709,format=rgb24,scale=2:2:flags=area';
  const args = ['-i', url, '-frames:v', '1', '-vf', filters, '-f', 'rawvideo', '-'];
  const { stdout } = await runTool('ffmpeg', args);
  return [0, 3, 6, 9].map((n) => nameOf([...stdout.subarray(n, n + 3)]));
}

function nameOf([red = 0, green = 0, blue = 0]: number[]): string {
  const bright = [red > 128, green > 128, blue > 128].map(Number).join('');
  return { '100': 'red', '010': 'lime', '001': 'blue', '111': 'white' }[bright] ?? bright;
}

function wantedCorners([a, b, c, d]: Matrix): string[] {
  const places = corners.map(({ right, down, colour }) => ({
    colour,
    place: (a * right + c * down > 0 ? 1 : 0) + (b * right + d * down > 0 ? 2 : 0),
  }));
  return places.toSorted((one, other) => one.place - other.place).map(({ colour }) => colour);
}

describe('however a phone was held', () => {
  test.each(orientations)('a clip that is %s is shown as it was seen', async (title, matrix) => {
    const { videoId } = await publish(person, { file: turned(matrix), title });
    const { playback } = await waitForVideo(person.api, videoId, ({ state }) => state === 'ready');
    if (playback?.mp4Url == null || playback.posterUrl === null) throw new Error('something is missing');
    const isOnItsSide = matrix[0] === 0;
    const [widthPx, heightPx] = isOnItsSide ? [192, 320] : [320, 192];
    expect(playback.renditions).toMatchObject([{ widthPx, heightPx }]);
    for (const address of [playback.hlsUrl, playback.mp4Url, playback.posterUrl]) {
      expect(await shownCorners(`${server.url}${address}`)).toEqual(wantedCorners(matrix));
    }
  });
});
