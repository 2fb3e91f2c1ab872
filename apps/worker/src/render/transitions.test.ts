import { join } from 'node:path';
import { evaluateFrame, frameCount, ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { expect, it } from 'vitest';
import { barCodeSize as size, makeBarCodes, readBarCodes } from '../../../../test/bar-codes.ts';
import { probeJson, runTool, withFolder } from '../../../../test/run-tool.ts';
import { renderInto, type KeptSegments } from './testing/render-into.ts';

const [low, high] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string]; // as: two
const fps = { num: 25, den: 1 };

/** Three clips of two seconds that become one another: at the second cut without more of the source. */
function documentOf(): EditDocument {
  const video = (sha256: string) => ({
    ...{ kind: 'video', sha256, duration: 4 * second, ...size, fps, hasSound: true },
  });
  const clip = (id: string, asset: string, start: number, sourceIn: number) => ({
    ...{ id, kind: 'clip', asset, duration: 2 * second, fit: 'cover' },
    ...{ start: start * second, sourceIn: sourceIn * second },
  });
  const checked = checkDocument({
    ...{
      schema: 'weireel.edit',
      version: 1,
      canvas: size,
      fps,
      styles: {},
      mix: { loudness: null, truePeak: 0 },
    },
    assets: { low: video(low), high: video(high) },
    // Above the row of pixels that bar codes are read from.
    tracks: [
      {
        ...{ id: 'main', kind: 'visual' },
        items: [clip('x', 'low', 0, 0.5), clip('y', 'high', 2, 2), clip('z', 'low', 4, 1)],
        transitions: [
          { id: 'xy', kind: 'dissolve', from: 'x', to: 'y', before: 0.5 * second, after: 0.5 * second },
          {
            id: 'yz',
            kind: 'wipe-left',
            from: 'y',
            to: 'z',
            before: 0.2 * second,
            after: 0.6 * second,
            sound: 'cut',
          },
        ],
      },
      {
        ...{ id: 'words', kind: 'visual', transitions: [] },
        items: [
          {
            ...{ id: 'title', kind: 'text', start: 0.2 * second, duration: 5 * second },
            runs: [{ text: '标题 👋', look: { size: 0.15 } }],
            transform: { y: 0.15 },
            animation: { in: { preset: 'fade', duration: 0.4 * second } },
          },
        ],
      },
    ],
  });
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

async function makeSource(folder: string, name: string, hertz: number): Promise<void> {
  await makeBarCodes(join(folder, 'bars.mp4'), fps, 100);
  const tone = `sine=frequency=${hertz}:sample_rate=48000:duration=4`;
  const inputs = ['-i', join(folder, 'bars.mp4'), '-f', 'lavfi', '-i', tone];
  await runTool('ffmpeg', [...inputs, '-c:v', 'copy', '-c:a', 'aac', join(folder, `${name}.mp4`)]);
}

/** How loud a frequency is in a stretch of samples at 48 kHz. */
function amplitudeOf(samples: Float32Array, frequency: number, at: number): number {
  const part = samples.subarray((at - 0.02) * 48_000, (at + 0.02) * 48_000);
  let [cosines, sines] = [0, 0];
  part.forEach((value, index) => {
    const angle = (2 * Math.PI * frequency * index) / 48_000;
    cosines += value * Math.cos(angle);
    sines += value * Math.sin(angle);
  });
  return (2 * Math.hypot(cosines, sines)) / part.length;
}

it('transitions move nothing, last as long as they say, and blend the sound with the picture (GOAL-12, GOAL-19, GOAL-72)', async () => {
  const document = documentOf();
  await withFolder(async (folder) => {
    await makeSource(folder, 'low', 500);
    await makeSource(folder, 'high', 1500);
    const sources = { [low]: 'low', [high]: 'high' };
    const kept: KeptSegments = new Map();
    const film = await renderInto(folder, document, sources, { kept, atOnce: 2 });

    expect(frameCount(document)).toBe(150);
    const shown = await readBarCodes(film.path);
    expect(shown).toHaveLength(150);
    const sole = Array.from({ length: 150 }, (_, frame) => {
      const [layer] = evaluateFrame(document, frame).layers;
      return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
    });
    // Within transitions two frames are seen, or halves of them.
    expect(sole.filter((frame) => frame === null)).toHaveLength(25 + 20);
    shown.forEach((frame, index) => expect([index, frame]).toEqual([index, sole[index] ?? frame]));
    const { streams } = (await probeJson(film.path, '-show_streams')) as { streams: { duration: string }[] }; // as: ffprobe’s form
    for (const { duration } of streams) expect(Math.abs(Number(duration) - 6)).toBeLessThan(0.001);

    const { stdout } = await runTool('ffmpeg', [
      '-i',
      film.path,
      '-af',
      'pan=mono|c0=c0',
      '-f',
      'f32le',
      '-',
    ]);
    const samples = new Float32Array(stdout.slice().buffer);
    const full = amplitudeOf(samples, 500, 1);
    const shares = (at: number) => [500, 1500].map((hertz) => amplitudeOf(samples, hertz, at) / full);
    for (const [at, expected] of [
      [1.4, [1, 0]],
      // Of equal power: the square roots of a quarter, a half and three quarters.
      [1.75, [0.866, 0.5]],
      [2, [0.707, 0.707]],
      [2.25, [0.5, 0.866]],
      [2.6, [0, 1]],
      // Where the sound is cut, it changes at the cut.
      [3.95, [0, 1]],
      [4.05, [1, 0]],
    ] as const)
      expect([
        at,
        ...shares(at).map((share, index) => Math.abs(share - (expected[index] ?? 0)) < 0.06),
      ]).toEqual([at, true, true]);
    // The same bytes again, whatever was kept of it and however many run at once.
    const half = new Map([...kept].filter((_, index) => index % 2 === 0));
    expect((await renderInto(folder, document, sources, { kept: half, atOnce: 4 })).hash).toBe(film.hash);
  });
});
