import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@weireel/blob';
import type { CaptionCue } from '@weireel/contract';
import { findFfmpeg } from '@weireel/ffmpeg';
import { defaultMediaLimits } from '@weireel/media';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFakeSpeech, type FakeSpeech } from '../../../../test/fake-speech.ts';
import { runTool } from '../../../../test/run-tool.ts';
import { transcribeSpeech } from './transcribe-speech.ts';

let folder = '';
let fake: FakeSpeech;
let spoken = '';
let mute = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-speech-'));
  fake = await startFakeSpeech();
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=2'];
  // The sound begins half a second after the picture.
  const sound = [
    '-itsoffset',
    '0.5',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=400:sample_rate=44100:duration=1.5',
  ];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  [spoken, mute] = [join(folder, 'spoken.mp4'), join(folder, 'mute.mp4')];
  await runTool('ffmpeg', [...picture, ...sound, ...coded, spoken]);
  await runTool('ffmpeg', [...picture, ...coded, mute]);
});
afterAll(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

async function listen(path: string): Promise<{ cues: CaptionCue[]; shares: number[] }> {
  const { signal } = new AbortController();
  const blobs = createMemoryStore();
  await blobs.put('source', await readFile(path));
  const attempt = await mkdtemp(join(folder, 'attempt-'));
  const shares: number[] = [];
  const cues = await transcribeSpeech({
    context: { blobs, programs: await findFfmpeg(), mediaLimits: defaultMediaLimits },
    ...{ folder: attempt, source: { kind: 'source', key: 'source', facts: {} }, signal, language: 'zh-TW' },
    engine: { url: fake.url, model: 'whisper-1', key: fake.key },
    onProgress: (share) => Promise.resolve(void shares.push(share)),
  });
  return { cues, shares };
}

test('the sound of a clip is heard by the engine, and its lines stand where they are spoken in the film (GOAL-42)', async () => {
  fake.answer([{ start: 0.25, end: 1, text: ' 大家好' }]);
  const { cues, shares } = await listen(spoken);
  const [piece, ...more] = fake.heard.splice(0);
  expect(more).toEqual([]);
  expect(piece).toMatchObject({ language: 'zh', model: 'whisper-1' });
  expect(piece?.seconds).toBeGreaterThan(1.4);
  expect(piece?.seconds).toBeLessThan(2.1);
  expect(piece?.peak).toBeGreaterThan(1000);
  expect(shares).toEqual([1]);
  const [cue] = cues;
  expect(cue?.text).toBe('大家好');
  // Half a second of silence comes before what is heard, to the length of a frame of AAC.
  expect(Math.abs((cue?.startMs ?? 0) - 750)).toBeLessThan(50);
});

test('where nothing is said, or there is no sound, there are no captions', async () => {
  fake.answer([]);
  await expect(listen(spoken)).rejects.toMatchObject({ code: 'nothing_said' });
  await expect(listen(mute)).rejects.toMatchObject({ code: 'nothing_said' });
  expect(fake.heard.splice(0)).toHaveLength(1);
});
