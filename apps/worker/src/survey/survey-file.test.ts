import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Survey } from '@weireel/contract';
import { ticksPerSecond } from '@weireel/edit';
import { readHeard } from '@weireel/edit/editing';
import { findFfmpeg } from '@weireel/ffmpeg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runTool } from '../../../../test/run-tool.ts';
import { surveyFile } from './survey-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'weireel-survey-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What follows one another, each with how many frames of it there are, at 25 a second. */
const scenes = [
  ['testsrc2=s=160x90:r=25', 33],
  ['mandelbrot=s=160x90:r=25', 41],
  ['cellauto=s=160x90:r=25:rule=110:full=1', 28],
  ['smptehdbars=s=160x90:r=25,noise=alls=20:allf=t', 37],
  ['life=s=160x90:r=25:mold=10:seed=5:life_color=#40a0ff:death_color=#602010', 30],
  ['gradients=s=160x90:r=25:c0=red:c1=blue:speed=0.05:seed=3', 26],
  ['testsrc2=s=160x90:r=25,hue=h=120,hflip', 45],
] as const;
const frames = scenes.reduce((sum, [, count]) => sum + count, 0);
const seconds = frames / 25;
/** A click of 20 ms twice a second from 0.3 s on, and nothing at all between 3 s and 5 s. */
const clicks =
  'if(between(t,3,5),0,0.5*sin(2*PI*1000*t)*lt(mod(t+0.2,0.5),0.02))+if(between(t,3,5),0,0.01*sin(2*PI*200*t))';
let survey: Survey;

beforeAll(async () => {
  const file = join(folder, 'source.mp4');
  const inputs = scenes.flatMap(([source]) => ['-f', 'lavfi', '-i', source]);
  const cut = scenes.map(([, count], n) => `[${n}]trim=end_frame=${count},setsar=1,format=yuv420p[s${n}]`);
  const joined = `${scenes.map((_, n) => `[s${n}]`).join('')}concat=n=${scenes.length}[v]`;
  await runTool('ffmpeg', [
    ...[...inputs, '-f', 'lavfi', '-i', `aevalsrc='${clicks}':s=48000:d=${seconds}`],
    ...['-filter_complex', [...cut, joined].join(';'), '-map', '[v]', '-map', `${scenes.length}:a`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', file],
  ]);
  survey = await look('source.mp4', { num: 25, den: 1 }, true);
});

async function look(
  name: string,
  fps: { num: number; den: number } | null,
  hasSound: boolean,
): Promise<Survey> {
  const { ffmpegPath } = await findFfmpeg();
  const { signal } = new AbortController();
  return surveyFile(ffmpegPath, { folder, name, fps, hasSound, signal, durationMs: 1000 * seconds });
}

it('finds the changes of scene of a file on their very frames (GOAL-15)', () => {
  const real = scenes
    .slice(0, -1)
    .map((_, n) => scenes.slice(0, n + 1).reduce((sum, [, count]) => sum + count, 0));
  const found = survey.scenes.map((at) => (at * 25) / ticksPerSecond);
  const right = found.filter((frame) => real.includes(frame)).length;
  expect((2 * right) / (found.length + real.length)).toBeGreaterThanOrEqual(0.95);
});

it('finds the beat and the pause of its sound, and how loud it is (GOAL-13, GOAL-14, GOAL-84)', () => {
  const { sound } = survey;
  if (sound === null) throw new Error('it has no sound');
  expect(Math.abs((sound.grid?.tempoBpm ?? 0) / 120 - 1)).toBeLessThan(0.01);
  const beats = (sound.grid?.beats ?? []).map((at) => at / ticksPerSecond);
  const off = beats.map((at) => Math.abs(((at - 0.3 + 0.25) % 0.5) - 0.25));
  expect(Math.max(...off)).toBeLessThan(1 / 30);
  const { levels, peaks, stepTicks } = readHeard(sound);
  expect(Math.abs((levels.length * stepTicks) / ticksPerSecond - seconds)).toBeLessThan(0.05);
  const silent = [...levels.keys()].filter((step) => (levels[step] ?? 0) > 140);
  const ends = [silent[0], silent.at(-1)].map((step) => ((step ?? 0) * stepTicks) / ticksPerSecond);
  expect(Math.abs((ends[0] ?? 0) - 3)).toBeLessThan(0.05);
  expect(Math.abs((ends[1] ?? 0) + 0.02 - 5)).toBeLessThan(0.05);
  // Of one channel two are made, each of half its power.
  expect(Math.max(...peaks) / 255).toBeCloseTo(0.5 / Math.SQRT2, 1);
});

it('looks at what has no sound, and listens to what has no picture', async () => {
  expect((await look('source.mp4', { num: 25, den: 1 }, false)).sound).toBeNull();
  const heard = await look('source.mp4', null, true);
  expect(heard).toEqual({ sound: survey.sound, scenes: [] });
});
