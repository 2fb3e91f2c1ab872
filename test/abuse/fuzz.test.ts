import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { damageKinds, type BaseFile } from '../campaign/damage.ts';
import { damagedFiles } from '../campaign/fuzz.ts';
import { processFiles } from '../campaign/process-files.ts';
import { h264, makeClip, phone, type Recipe } from '../make-clip.ts';
import { anySeed } from '../seeded-random.ts';
import { testFolder } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);

/** Far more than one takes, also while other tests use the machine. */
const limitMs = 250_000;

/** Two for each container; the campaign takes hundreds. */
const sample = 12;

/** Small, one for each container. */
const recipes: Record<string, Recipe> = {
  'phone.mp4': { picture: 'testsrc2=s=128x72:r=25:d=0.6', encoding: phone },
  'late.mov': { picture: 'testsrc2=s=128x96:r=24:d=0.6', encoding: `${h264} -c:a pcm_s16le` },
  'old.avi': { picture: 'testsrc2=s=128x72:r=25:d=0.4', encoding: '-c:v mpeg4 -c:a libmp3lame' },
  'web.mkv': { picture: 'testsrc2=s=96x64:r=15:d=0.4', encoding: '-c:v mpeg4', hasSound: false },
  'camera.ts': { picture: 'testsrc2=s=128x72:r=25:d=0.4', encoding: `${h264} -c:a aac` },
  'stream.flv': { picture: 'testsrc2=s=128x72:r=25:d=0.4', encoding: `${h264} -c:a aac` },
};

describe('damaged files', () => {
  test('are the same for the same seed, of every kind, and differ from what they were made of', () => {
    const bases: BaseFile[] = [1, 2].map((fill) => {
      return { name: String(fill), bytes: Uint8Array.from({ length: 9000 }, (_, n) => (n * fill) % 251) };
    });
    const files = [...damagedFiles(bases, 30, 5)];
    expect([...damagedFiles(bases, 30, 5)]).toEqual(files);
    expect([...damagedFiles(bases, 30, 6)]).not.toEqual(files);
    expect(new Set(files.map(({ kind }) => kind)).size).toBe(damageKinds.length);
    const isSound = (bytes: Uint8Array): boolean =>
      bases.some((base) => Buffer.from(base.bytes).equals(bytes));
    expect(files.filter(({ bytes }) => isSound(bytes)).length).toBeLessThan(6);
  });

  test('end ready or with a code that blames them, harm nobody and leave nothing', async () => {
    const seed = Number(process.env['WEIREEL_TEST_SEED'] ?? anySeed());
    process.stderr.write(`damaged files with WEIREEL_TEST_SEED=${seed}\n`);
    const bases = await Promise.all(
      Object.entries(recipes).map(async ([name, recipe]) => {
        return { name, bytes: new Uint8Array(await readFile(await makeClip(join(folder, name), recipe))) };
      }),
    );
    const { ends, problems } = await processFiles({
      files: damagedFiles(bases, sample, seed),
      dataFolder: join(folder, 'data'),
      atOnce: 6,
      limitMs,
      onEnd: () => {},
      signal: new AbortController().signal,
    });
    expect(problems).toEqual([]);
    expect(ends).toHaveLength(sample);
  });
});
