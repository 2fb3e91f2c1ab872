import { join } from 'node:path';
import { type EditDocument, type Item, frameCount, ticksPerSecond as second } from '@weireel/edit';
import { checkDocument } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { describe, expect, it } from 'vitest';
import { flashingInputs, signalsOf } from '../../../../test/flashes-and-beeps.ts';
import { probeJson, runTool, withFolder } from '../../../../test/run-tool.ts';
import { renderInto } from './testing/render-into.ts';

const [near, far, mute] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]; // as: three
const sources = { [near]: 'near', [far]: 'far', [mute]: 'mute' };

async function makeSources(folder: string): Promise<void> {
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  const make = (name: string, inputs: string[], output: string[]) =>
    runTool('ffmpeg', [...inputs, ...encoding, ...output, join(folder, `${name}.mp4`)]);
  await make('near', flashingInputs(12), []);
  // Other frames, another sample rate, one channel, quieter.
  await make('far', flashingInputs(12, { rate: '30000/1001' }), [
    '-ar',
    '44100',
    '-ac',
    '1',
    '-af',
    'volume=0.4',
  ]);
  await make('mute', flashingInputs(6).slice(0, 4), []);
}

/** A document at 25 frames a second of clips that follow one another, or begin where they say. */
function documentOf(
  clips: (Partial<Item> & { at?: number } & Record<string, unknown>)[],
  mix?: EditDocument['mix'],
): EditDocument {
  let start = 0;
  const items = clips.map((clip, index) => {
    const { at = 0, ...rest } = clip;
    const sourceIn = Math.round(at * second);
    const item = { id: `c${index}`, kind: 'clip', start, duration: second, ...rest, sourceIn };
    start = item.start + item.duration;
    return item;
  });
  const video = (sha256: string, fps: { num: number; den: number }, seconds: number, hasSound: boolean) => ({
    ...{ kind: 'video', sha256, duration: seconds * second, widthPx: 160, heightPx: 90, fps, hasSound },
  });
  const document = {
    ...{ schema: 'weireel.edit', version: 1, canvas: { widthPx: 160, heightPx: 90 }, styles: {} },
    fps: { num: 25, den: 1 },
    assets: {
      near: video(near, { num: 25, den: 1 }, 12, true),
      far: video(far, { num: 30_000, den: 1001 }, 12, true),
      mute: video(mute, { num: 25, den: 1 }, 6, false),
    },
    tracks: [{ id: 'main', kind: 'visual', transitions: [], items }],
    ...(mix !== undefined && { mix }),
  };
  const checked = checkDocument(document);
  expect(checked.problems).toEqual([]);
  if (checked.document === null) throw new Error('the document is not valid');
  expect(findUnrendered(checked.document)).toEqual([]);
  return checked.document;
}

/** Samples of the first channel at 48 kHz. */
async function samplesOf(path: string): Promise<Float32Array> {
  const { stdout } = await runTool('ffmpeg', [
    ...['-i', path, '-af', 'aresample=48000:async=1:first_pts=0,pan=mono|c0=c0', '-f', 'f32le', '-'],
  ]);
  return new Float32Array(stdout.slice().buffer);
}

function rms(samples: Float32Array, fromSecond: number, toSecond: number): number {
  const part = samples.slice(fromSecond * 48_000, toSecond * 48_000);
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
}

async function loudnessOf(path: string): Promise<{ lufs: number; peak: number }> {
  const { stderr } = await runTool('ffmpeg', [
    '-v',
    'info',
    '-i',
    path,
    '-af',
    'ebur128=peak=true',
    '-f',
    'null',
    '-',
  ]);
  const last = (pattern: RegExp) => Number([...stderr.matchAll(pattern)].at(-1)?.[1]);
  return { lufs: last(/I:\s+(-?[\d.]+) LUFS/g), peak: last(/Peak:\s+(-?[\d.]+) dBFS/g) };
}

describe('the sound of a film', () => {
  it('stays with the picture over cuts, gaps, silent clips, other rates and speeds (GOAL-4, GOAL-11, GOAL-12, GOAL-53, GOAL-54)', async () => {
    await withFolder(async (folder) => {
      await makeSources(folder);
      const document = documentOf([
        { asset: 'near', at: 1.52, duration: 2 * second },
        { asset: 'far', at: 2.7, duration: 2 * second },
        { asset: 'mute', at: 1.48, duration: second },
        { asset: 'near', at: 4.6, duration: 2 * second, start: 6 * second },
        {
          asset: 'near',
          at: 5.2,
          duration: 2 * second,
          retime: { kind: 'constant', speed: { num: 2, den: 1 } },
        },
        {
          asset: 'near',
          at: 9.4,
          duration: 2 * second,
          retime: { kind: 'constant', speed: { num: 1, den: 2 }, keepsPitch: false },
        },
        { asset: 'far', at: 7.3, duration: second },
      ]);
      const film = await renderInto(folder, document, sources);
      const { streams, format } = (await probeJson(film.path, '-show_streams', '-show_format')) as {
        streams: { codec_type: string; duration: string; start_time: string }[];
        format: { duration: string };
      }; // as: ffprobe’s form
      expect(frameCount(document)).toBe(13 * 25);
      for (const { duration, start_time: start } of streams) {
        expect(Number(start)).toBe(0);
        expect(Math.abs(Number(duration) - 13)).toBeLessThan(0.001);
      }
      expect(Math.abs(Number(format.duration) - 13)).toBeLessThan(0.001);
      const { flashes, beeps } = await signalsOf(film.path);
      // Of the silent clip the flash alone; in the gap neither.
      const silent = flashes.filter((at) => at >= 4 && at < 5);
      expect(silent).toHaveLength(1);
      const heard = flashes.filter((at) => !silent.includes(at));
      expect(heard.length).toBeGreaterThanOrEqual(10);
      expect(heard.filter((at) => at > 5 && at < 6)).toEqual([]);
      expect(beeps).toHaveLength(heard.length);
      for (const [index, flash] of heard.entries()) {
        const lateness = flash - (beeps[index] ?? 0);
        // Frames of another rate or speed begin up to two frames after the time that they show.
        const isStraight = flash < 2 || (flash > 6 && flash < 8);
        expect(Math.abs(lateness)).toBeLessThan(isStraight ? 0.011 : 0.075);
      }
    });
  });

  it('goes on over a split without a trace, and comes and goes as gains and fades say (GOAL-53)', async () => {
    await withFolder(async (folder) => {
      const tone = 'sine=frequency=440:sample_rate=48000:duration=12,aformat=channel_layouts=stereo';
      await runTool('ffmpeg', [
        ...flashingInputs(12).slice(0, 4),
        ...[
          '-f',
          'lavfi',
          '-i',
          tone,
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-c:a',
          'aac',
          join(folder, 'near.mp4'),
        ],
      ]);
      const only = { [near]: 'near' };
      const asItComes = { loudness: null, truePeak: 0 };
      const document = documentOf(
        [
          { asset: 'near', at: 1, duration: 4 * second },
          { asset: 'near', at: 1, duration: 1.32 * second },
          { asset: 'near', at: 2.32, duration: 2.68 * second },
          { asset: 'near', at: 1, duration: 2 * second, sound: { gain: -12 } },
          { asset: 'near', at: 1, duration: 2 * second, sound: { muted: true } },
          {
            ...{ asset: 'near', at: 1, duration: 2 * second },
            sound: { fadeIn: { duration: 2 * second, curve: 'linear' } },
          },
        ],
        asItComes,
      );
      const samples = await samplesOf((await renderInto(folder, document, only)).path);
      // The second four seconds are the first ones, in two halves; encoding makes them a little different.
      const part = (from: number) => samples.slice((from + 0.1) * 48_000, (from + 3.9) * 48_000);
      const split = part(4);
      const difference = part(0).map((value, index) => Math.abs(value - (split[index] ?? 0)));
      const worst = (from: number, to: number) =>
        difference.slice(from * 48_000, to * 48_000).reduce((most, each) => Math.max(most, each), 0);
      expect(worst(1.12, 1.32)).toBeLessThan(1.5 * worst(0, 1));
      const full = rms(samples, 1, 2);
      const decibels = (from: number, to: number) => 20 * Math.log10(rms(samples, from, to) / full);
      expect(Math.abs(decibels(8.2, 9.8) + 12)).toBeLessThan(0.3);
      expect(decibels(10.1, 11.9)).toBeLessThan(-60);
      expect(Math.abs(decibels(12.95, 13.05) + 6)).toBeLessThan(0.3);
    });
  });

  it('is as loud as everything else, however quiet its sources are (GOAL-48)', async () => {
    await withFolder(async (folder) => {
      const noise = (level: number, seed: number) =>
        `anoisesrc=color=pink:amplitude=${level}:seed=${seed}:duration=12:sample_rate=48000,aformat=channel_layouts=stereo`;
      for (const [name, level] of [
        ['near', 0.02],
        ['far', 0.4],
      ] as const)
        await runTool('ffmpeg', [
          ...flashingInputs(12).slice(0, 4),
          ...[
            '-f',
            'lavfi',
            '-i',
            noise(level, 7),
            '-c:v',
            'libx264',
            '-preset',
            'ultrafast',
            '-c:a',
            'aac',
            join(folder, `${name}.mp4`),
          ],
        ]);
      const document = documentOf([
        { asset: 'near', duration: 4 * second },
        { asset: 'far', duration: 4 * second, fit: 'blur' },
      ]);
      const film = await renderInto(folder, document, { [near]: 'near', [far]: 'far' });
      const { lufs, peak } = await loudnessOf(film.path);
      expect(Math.abs(lufs + 16)).toBeLessThan(0.5);
      expect(peak).toBeLessThanOrEqual(-1.5);
    });
  });

  it('ends with the film when that is cancelled, and nothing stays running (GOAL-78)', async () => {
    await withFolder(async (folder) => {
      await makeSources(folder);
      const document = documentOf([{ asset: 'near', duration: 8 * second }]);
      const stop = new AbortController();
      const run = renderInto(folder, document, sources, {
        atOnce: 1,
        signal: stop.signal,
        onKept: () => stop.abort(new Error('enough')),
      });
      await expect(run).rejects.toThrow('enough');
    });
  });
});
