import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { flashingInputs, signalsOf } from '../flashes-and-beeps.ts';
import { runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await mkdtemp(join(tmpdir(), 'weireel-field-'));
undo(() => rm(folder, { recursive: true }));
let server: RunningServer;
let person: Person;

beforeAll(async () => {
  server = await testServer(undo, { env: { WEIREEL_WORKERS: '2' } });
  person = await register(server.url);
});

/** Four seconds that flash and beep. */
async function clip(name: string, ...output: string[]): Promise<string> {
  const path = join(folder, name);
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-c:a', 'aac', ...output];
  await runTool('ffmpeg', [...flashingInputs(4), ...encoding, path]);
  return path;
}

test('recordings whose clocks begin late, or anew in the middle, play as long as they are', async () => {
  const late = await clip('late.ts', '-output_ts_offset', '36000');
  const half = await readFile(await clip('half.flv'));
  const files = [
    { file: late, durationMs: 4000, signals: [0, 1, 2, 3] },
    // The second half without its file header and the first back pointer.
    { file: Buffer.concat([half, half.subarray(13)]), durationMs: 8000, signals: [0, 1, 2, 3, 4, 5, 6, 7] },
  ];
  const published = await Promise.all(files.map(({ file }) => publish(person, { file })));
  for (const [n, { durationMs, signals }] of files.entries()) {
    const { playback, ...video } = await waitForVideo(person.api, published[n]?.videoId ?? '');
    expect(video).toMatchObject({ state: 'ready', failure: null });
    expect(Math.abs((video.durationMs ?? 0) - durationMs)).toBeLessThanOrEqual(105);
    for (const url of [playback?.hlsUrl, playback?.mp4Url]) {
      const { flashes, beeps } = await signalsOf(`${server.url}${url}`);
      expect([flashes.length, beeps.length]).toEqual([signals.length, signals.length]);
      for (const [index, at] of signals.entries()) {
        expect(Math.abs((flashes[index] ?? Infinity) - at)).toBeLessThanOrEqual(0.065);
        expect(Math.abs((beeps[index] ?? Infinity) - at)).toBeLessThanOrEqual(0.065);
      }
    }
  }
});

test('a photo is refused as what it is, with its first bytes', async () => {
  const photo = Buffer.concat([
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    Buffer.alloc(5000),
  ]);
  await expect(publish(person, { file: photo })).rejects.toMatchObject({ code: 'media_is_photo' });
});
