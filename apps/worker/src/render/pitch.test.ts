import { join } from 'node:path';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { expect, it } from 'vitest';
import { flashingInputs } from '../../../../test/flashes-and-beeps.ts';
import { runTool, withFolder } from '../../../../test/run-tool.ts';
import { renderInto } from './testing/render-into.ts';

const sha256 = 'a'.repeat(64);
const speeds = [
  { num: 2, den: 1 },
  { num: 1, den: 2 },
  { num: 5, den: 4 },
] as const;
/** From half its speed to double it within a second. */
const points = [
  { at: 0, speed: { num: 1, den: 2 } },
  { at: second, speed: { num: 2, den: 1 } },
];
/** One second each: every speed with the pitch kept, and with the pitch that it brings; and a curve that keeps it. */
const clips = [
  ...speeds.flatMap((speed) => [
    { retime: { kind: 'constant', speed, keepsPitch: true }, hertz: 440 },
    { retime: { kind: 'constant', speed, keepsPitch: false }, hertz: (440 * speed.num) / speed.den },
  ]),
  { retime: { kind: 'curve', points }, hertz: 440 },
  { retime: { kind: 'curve', points, reversed: true }, hertz: 440 },
];

function documentOf(): EditDocument {
  const size = { widthPx: 160, heightPx: 90 };
  const fps = { num: 25, den: 1 };
  const { document, problems } = checkDocument({
    ...{ schema: 'weireel.edit', version: 1, canvas: size, fps, styles: {}, mix: { loudness: null } },
    assets: { tone: { kind: 'video', sha256, duration: 6 * second, ...size, fps, hasSound: true } },
    tracks: [
      {
        ...{ id: 'main', kind: 'visual', transitions: [] },
        items: clips.map(({ retime }, index) => ({
          ...{ id: `c${index}`, kind: 'clip', asset: 'tone', start: index * second, duration: second },
          ...{ sourceIn: (retime.kind === 'curve' ? 3 : 1) * second, retime },
        })),
      },
    ],
  });
  expect(problems).toEqual([]);
  if (document === null) throw new Error('the document is not valid');
  return document;
}

/** The frequency that is loudest in the middle of a second, in steps of three thousandths. */
function loudestIn(samples: Float32Array, at: number): number {
  const part = samples.subarray((at + 0.4) * 48_000, (at + 0.65) * 48_000);
  let [loudest, most] = [0, 0];
  for (let hertz = 180; hertz < 1000; hertz *= 1.003) {
    let [cosines, sines] = [0, 0];
    for (let index = 0; index < part.length; index += 1) {
      const angle = (2 * Math.PI * hertz * index) / 48_000;
      cosines += (part[index] ?? 0) * Math.cos(angle);
      sines += (part[index] ?? 0) * Math.sin(angle);
    }
    const power = cosines ** 2 + sines ** 2;
    if (power > most) [loudest, most] = [hertz, power];
  }
  return loudest;
}

it('another speed keeps the pitch, or changes it as much as itself (GOAL-5, GOAL-6)', async () => {
  await withFolder(async (folder) => {
    const tone = 'sine=frequency=440:sample_rate=48000:duration=6,aformat=channel_layouts=stereo';
    await runTool('ffmpeg', [
      ...[...flashingInputs(6).slice(0, 4), '-f', 'lavfi', '-i', tone],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', join(folder, 'tone.mp4')],
    ]);
    const film = await renderInto(folder, documentOf(), { [sha256]: 'tone' });
    const decoded = ['-af', 'aresample=48000:async=1:first_pts=0,pan=mono|c0=c0', '-f', 'f32le', '-'];
    const { stdout } = await runTool('ffmpeg', ['-i', film.path, ...decoded]);
    const samples = new Float32Array(stdout.slice().buffer);
    clips.forEach(({ hertz }, index) => {
      expect(Math.abs(loudestIn(samples, index) / hertz - 1), `clip ${index}`).toBeLessThan(0.01);
    });
  });
});
