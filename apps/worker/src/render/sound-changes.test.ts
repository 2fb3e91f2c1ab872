import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { expect, it } from 'vitest';
import { runTool, withFolder } from '../../../../test/run-tool.ts';
import { renderInto } from './testing/render-into.ts';

const sha256 = 'a'.repeat(64);
const rate = 48_000;
const hertz = 440;

/** Half of each second a tone, and noise all the time. */
async function makeSource(folder: string, noise: number): Promise<void> {
  const tone = `0.2*sin(2*PI*${hertz}*t)*gte(mod(t,1),0.5)+${noise}*(random(0)*2-1)`;
  await runTool('ffmpeg', [
    ...[
      '-f',
      'lavfi',
      '-i',
      'color=s=32x32:r=25:d=8',
      '-f',
      'lavfi',
      '-i',
      `aevalsrc='${tone}':s=${rate}:d=8`,
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-b:a', '256k', '-ac', '2'],
    join(folder, 'tone.mp4'),
  ]);
}

/** A film of stretches of two seconds of the source, one after the other. */
function filmOf(clips: readonly object[]): EditDocument {
  const { document, problems } = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx: 32, heightPx: 32 }, styles: {} },
    fps: { num: 25, den: 1 },
    assets: {
      tone: {
        ...{ kind: 'video', sha256, duration: 8 * second, widthPx: 32, heightPx: 32 },
        ...{ fps: { num: 25, den: 1 }, hasSound: true },
      },
    },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [] },
        items: clips.map((clip, index) => ({
          ...{ id: `c${index}`, kind: 'clip', asset: 'tone', sourceIn: second },
          ...{ start: 2 * index * second, duration: 2 * second, ...clip },
        })),
      },
    ],
    mix: { loudness: null, truePeak: 0 },
  });
  expect(problems).toEqual([]);
  if (document === null) throw new Error('the document is not valid');
  expect(findUnrendered(document)).toEqual([]);
  return document;
}

async function soundOf(folder: string, clips: readonly object[]): Promise<Float32Array> {
  const { path } = await renderInto(folder, filmOf(clips), { [sha256]: 'tone' });
  const pan = 'aresample=48000:async=1:first_pts=0,pan=mono|c0=c0';
  const { stdout } = await runTool('ffmpeg', ['-i', path, '-af', pan, '-f', 'f32le', '-']);
  return new Float32Array(stdout.slice().buffer);
}

/** The power of a frequency, and that of all else, between two seconds. */
function powersOf(samples: Float32Array, from: number, to: number, frequency: number) {
  const part = samples.subarray(Math.round(from * rate), Math.round(to * rate));
  let [real, imaginary, all] = [0, 0, 0];
  part.forEach((value, index) => {
    const angle = (2 * Math.PI * frequency * index) / rate;
    real += (value * Math.cos(angle) * 2) / part.length;
    imaginary += (value * Math.sin(angle) * 2) / part.length;
    all += (value * value) / part.length;
  });
  const tone = (real * real + imaginary * imaginary) / 2;
  return { tone, rest: all - tone };
}

/** The frequency of a tone, by how often it rises through zero between two seconds. */
function heardIn(samples: Float32Array, from: number, to: number): number {
  const rises: number[] = [];
  for (let index = Math.round(from * rate); index < to * rate; index += 1) {
    const [before, after] = [samples[index - 1] ?? 0, samples[index] ?? 0];
    if (before < 0 && after >= 0) rises.push(index - after / (after - before));
  }
  const [first = 0, last = 0] = [rises[0], rises.at(-1)];
  return ((rises.length - 1) * rate) / (last - first);
}

/** When the tone of a stretch begins, in seconds from the stretch’s begin. */
function beginIn(samples: Float32Array, start: number): number {
  const step = rate / 1000;
  for (let ms = 0; ms < 1000; ms += 1) {
    const part = samples.subarray(start * rate + ms * step, start * rate + (ms + 3) * step);
    if (part.reduce((sum, value) => sum + value * value, 0) / part.length > 0.01) return ms / 1000;
  }
  return Infinity;
}

const decibels = (ratio: number) => 10 * Math.log10(ratio);

it('noise is taken away, what is said stays as loud and where it was (GOAL-49)', async () => {
  await withFolder(async (folder) => {
    await makeSource(folder, 0.03);
    const samples = await soundOf(folder, [
      {},
      { sound: { denoise: 0.5 } },
      { sound: { denoise: 1 } },
      { sound: { denoise: 0.5 }, retime: { kind: 'constant', speed: { num: 2, den: 1 } } },
    ]);
    // The second half of the first second of each stretch is tone, the first half of the next one noise alone.
    const [plain, half, whole] = [0, 2, 4].map((start) => ({
      during: powersOf(samples, start + 0.6, start + 0.95, hertz),
      between: powersOf(samples, start + 1.1, start + 1.4, hertz).rest,
    }));
    for (const cleaned of [half, whole]) {
      if (plain === undefined || cleaned === undefined) throw new Error('there are three');
      expect(Math.abs(decibels(cleaned.during.tone / plain.during.tone))).toBeLessThan(1);
      const before = plain.during.tone / plain.during.rest;
      expect(decibels(cleaned.during.tone / cleaned.during.rest / before)).toBeGreaterThan(10);
      expect(decibels(plain.between / cleaned.between)).toBeGreaterThan(15);
    }
    expect(decibels((half?.between ?? 0) / (whole?.between ?? 1))).toBeGreaterThan(5);
    const begins = [0, 2, 4].map((start) => beginIn(samples, start));
    expect(Math.max(...begins) - Math.min(...begins)).toBeLessThan(0.006);
  });
});

it('sounds higher or lower as it is told, and keeps its pitch at another speed unless it should not (GOAL-6, GOAL-50)', async () => {
  await withFolder(async (folder) => {
    await makeSource(folder, 0);
    const speed = (num: number, den: number, more = {}) => ({
      kind: 'constant',
      speed: { num, den },
      ...more,
    });
    const semitones = (count: number) => hertz * 2 ** (count / 12);
    const stretches: { clip: object; heard: number; begins: number }[] = [
      { clip: {}, heard: hertz, begins: 0.5 },
      ...[-12, -5, 4, 12, 19].map((pitch) => ({
        ...{ clip: { sound: { pitch } }, heard: semitones(pitch), begins: 0.5 },
      })),
      { clip: { retime: speed(2, 1) }, heard: hertz, begins: 0.25 },
      { clip: { retime: speed(2, 1, { keepsPitch: false }) }, heard: 2 * hertz, begins: 0.25 },
      { clip: { retime: speed(2, 3, { keepsPitch: false }) }, heard: (2 / 3) * hertz, begins: 0.75 },
      { clip: { retime: speed(1, 2), sound: { pitch: 7 } }, heard: semitones(7), begins: 1 },
    ];
    const samples = await soundOf(
      folder,
      stretches.map(({ clip }) => clip),
    );
    for (const [index, { heard, begins }] of stretches.entries()) {
      const start = 2 * index;
      const tone = heardIn(samples, start + begins + 0.05, start + begins + 0.2);
      expect(Math.abs(tone / heard - 1), `stretch ${index}`).toBeLessThan(0.01);
      if (begins < 1)
        expect(Math.abs(beginIn(samples, start) - begins), `stretch ${index}`).toBeLessThan(0.04);
    }
  });
});
