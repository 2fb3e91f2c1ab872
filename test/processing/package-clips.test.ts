import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createPackager,
  type PackagerOptions,
  type PackagingFacts,
  type Piece,
  StreamUnfitError,
  validateHls,
} from '@weireel/hls';
import { checkAdmissible, parseProbe, probeSections } from '@weireel/media';
import {
  copyArguments,
  progressiveCopyArguments,
  firstRungArguments,
  ladderArguments,
  planTranscode,
  type TranscodePlan,
} from '@weireel/transcode';
import { describe, expect, test } from 'vitest';
import { editionFiles } from '../edition-files.ts';
import { probeJson, runTool, withFolder } from '../run-tool.ts';

const mediaFolder = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const limits = { maxGopMs: 4000, maxAudioLeadMs: 150, maxAudioStartMs: 50, maxAudioGapMs: 100 };

interface Rendition {
  pieces: Piece[];
  facts: PackagingFacts;
}

/**
 * Runs FFmpeg with one packager per pipe, as the worker does, and one more pipe where the sound comes apart.
 * Rejects with what a packager throws.
 */
function packageAll(args: readonly string[], count: number, options: PackagerOptions): Promise<Rendition[]> {
  const hasSoundPipe = options.soundApart === true;
  const pipes = Array.from({ length: hasSoundPipe ? count + 1 : count }, () => 'pipe' as const);
  const child = spawn('ffmpeg', ['-nostdin', '-v', 'error', ...args], {
    stdio: ['ignore', 'ignore', 'inherit', ...pipes],
  });
  const packagers = Array.from({ length: count }, () => ({
    packager: createPackager(options),
    pieces: [] as Piece[],
  }));
  return new Promise((resolve, reject) => {
    const attempt = (step: () => void) => {
      try {
        step();
      } catch (error) {
        child.kill('SIGKILL');
        reject(error);
      }
    };
    packagers.forEach(({ packager, pieces }, n) => {
      child.stdio[3 + n]?.on('data', (bytes: Uint8Array) =>
        attempt(() => pieces.push(...packager.push(bytes))),
      );
    });
    child.stdio[3 + count]?.on('data', (bytes: Uint8Array) =>
      attempt(() => {
        for (const { packager, pieces } of packagers) pieces.push(...packager.pushSound(bytes));
      }),
    );
    child.on('error', reject);
    child.on('close', () =>
      attempt(() =>
        resolve(
          packagers.map(({ packager, pieces }) => {
            if (hasSoundPipe) pieces.push(...packager.finishSound());
            pieces.push(...packager.finish());
            const facts = packager.facts();
            if (facts === null) throw new Error('The packager has no facts');
            return { pieces, facts };
          }),
        ),
      ),
    );
  });
}

async function planOf(path: string): Promise<TranscodePlan> {
  const probe = parseProbe(await probeJson(path, ...probeSections));
  checkAdmissible(probe);
  return planTranscode(probe);
}

/** The validator finds nothing in an edition of these, and every segment decodes alone without a word from FFmpeg. */
async function expectSound(renditions: Rendition[], kind: { isCopy: boolean }): Promise<void> {
  const files = editionFiles(renditions);
  const read = (uri: string) => Promise.resolve(files.get(uri) ?? null);
  const { findings } = await validateHls({ uri: 'master.m3u8', read, ...kind });
  expect(findings).toEqual([]);
  for (const rendition of renditions) await expectDecodable(rendition);
}

async function expectDecodable({ pieces, facts }: Rendition): Promise<void> {
  const init = pieces[0]?.bytes ?? new Uint8Array();
  const segments = pieces.flatMap((piece) => (piece.kind === 'segment' ? [piece] : []));
  expect(segments.reduce((sum, { durationTicks }) => sum + durationTicks, 0)).toBe(facts.durationTicks);
  await withFolder(async (folder) => {
    for (const { index, bytes } of segments) {
      const path = join(folder, `${index}.mp4`);
      await writeFile(path, Buffer.concat([init, bytes]));
      // The times of slow screen recordings do not fit the frame rate that the null muxer guesses.
      const output = ['-fps_mode', 'passthrough', '-enc_time_base', '1:90000', '-f', 'null', '-'];
      expect((await runTool('ffmpeg', ['-xerror', '-i', path, ...output])).stderr).toBe('');
    }
  });
}

/** Generates a clip with lavfi. */
async function generate(path: string, picture: string, tone: string, encoding: string): Promise<void> {
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone];
  await runTool('ffmpeg', [...inputs, ...encoding.split(' '), path]);
}

const x264 = '-c:v libx264 -preset veryfast -pix_fmt yuv420p';

describe('packaging generated clips', () => {
  test('copies a clip with B-frames and keeps picture and sound together', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mp4');
      const picture = 'testsrc2=s=320x180:r=30000/1001:d=4.7';
      await generate(path, picture, 'sine=r=44100:d=4.69', `${x264} -g 30 -c:a aac -ac 2`);
      const plan = await planOf(path);
      expect(plan).toMatchObject({ path: 'copy', copiedAudio: 'copy' });
      const progressivePath = join(folder, 'progressive.mp4');
      const args = copyArguments(plan, { demuxer: 'mov', path }, 3);
      const [rendition] = await packageAll(args, 1, { targetSegmentMs: 2000, limits });
      if (rendition === undefined) throw new Error('no rendition');
      await expectSound([rendition], { isCopy: true });
      expect(rendition.facts).toMatchObject({ frameCount: 141, durationTicks: 141_141 });
      await runTool('ffmpeg', progressiveCopyArguments(plan, { demuxer: 'mov', path }, progressivePath));
      const copy = await planOf(progressivePath);
      expect(copy.display).toEqual(plan.display);
      // The index comes first: players start without reading the end.
      expect((await readFile(progressivePath)).indexOf('moov')).toBeLessThan(100);
    });
  });

  test('sees that an edit list hides the beginning, and encodes from the right picture on', async () => {
    await withFolder(async (folder) => {
      const whole = join(folder, 'whole.mp4');
      const path = join(folder, 'trimmed.mp4');
      await generate(whole, 'testsrc2=s=320x180:r=30:d=4', 'sine=d=4', `${x264} -g 60 -c:a aac -ac 2`);
      await runTool('ffmpeg', ['-ss', '1.3', '-i', whole, '-c', 'copy', path]);
      const plan = await planOf(path);
      const input = { demuxer: 'mov', path };
      const copying = packageAll(copyArguments(plan, input, 3), 1, {
        targetSegmentMs: 2000,
        limits,
      });
      await expect(copying).rejects.toSatisfy(
        (error) => error instanceof StreamUnfitError && error.reason === 'hidden_pictures',
      );
      const [rendition] = await packageAll(firstRungArguments(plan, input, 3), 1, {
        targetSegmentMs: 2000,
        fillsSound: true,
        isUpright: true,
      });
      if (rendition === undefined) throw new Error('no rendition');
      await expectSound([rendition], { isCopy: false });
      expect(rendition.facts.frameCount).toBe(81);
    });
  });

  test('fills sound that begins late and ends early', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'clip.mkv');
      const delayed = `-itsoffset 0.7 -f lavfi -i sine=r=32000:d=1`.split(' ');
      const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=321x181:r=25:d=2.6', ...delayed];
      await runTool('ffmpeg', [...inputs, '-c:v', 'mpeg4', '-c:a', 'flac', path]);
      const plan = await planOf(path);
      const [rendition] = await packageAll(firstRungArguments(plan, { demuxer: 'matroska', path }, 3), 1, {
        targetSegmentMs: 2000,
        fillsSound: true,
        isUpright: true,
      });
      if (rendition === undefined) throw new Error('no rendition');
      await expectSound([rendition], { isCopy: false });
      expect(rendition.facts).toMatchObject({ displayed: { widthPx: 320, heightPx: 180 }, frameCount: 65 });
    });
  });

  test('encodes rungs with equal boundaries, upright, in BT.709 (GOAL-33)', async () => {
    await withFolder(async (folder) => {
      const upright = join(folder, 'upright.mp4');
      const path = join(folder, 'turned.mp4');
      const colour = '-colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m';
      await generate(upright, 'testsrc2=s=854x480:r=25:d=3', 'sine=d=3', `${x264} ${colour} -c:a aac`);
      await runTool('ffmpeg', ['-i', upright, '-c', 'copy', '-metadata:s:v', 'rotate=90', path]);
      const plan = await planOf(path);
      expect(plan.ladder.map((rung) => [rung.widthPx, rung.heightPx])).toEqual([
        [360, 640],
        [480, 854],
      ]);
      const renditions = await packageAll(
        ladderArguments(plan, { demuxer: 'mov', path }, { rungs: [3, 4], sound: 5 }),
        2,
        { targetSegmentMs: 2000, soundApart: true, fillsSound: true, isUpright: true },
      );
      const boundaries = renditions.map(({ pieces }) =>
        pieces.map((piece) => (piece.kind === 'segment' ? piece.startTicks / piece.timescale : -1)),
      );
      expect(boundaries).toEqual([
        [-1, 0, 2],
        [-1, 0, 2],
      ]);
      await expectSound(renditions, { isCopy: false });
      for (const [n, rendition] of renditions.entries()) {
        const whole = join(folder, `${n}.mp4`);
        await writeFile(whole, Buffer.concat(rendition.pieces.map(({ bytes }) => bytes)));
        const { video } = parseProbe(await probeJson(whole, ...probeSections));
        expect(video).toMatchObject({
          codedWidthPx: plan.ladder[n]?.widthPx,
          codedHeightPx: plan.ladder[n]?.heightPx,
          orientation: { turn: 0, isMirrored: false },
          colour: { range: 'tv', primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
          pixelAspect: { num: 1, den: 1 },
        });
      }
    });
  });
});

describe.runIf(existsSync(mediaFolder))('packaging real clips', () => {
  test.each([
    ['bee-720p-h264-aac.mp4', 121],
    ['butterfly-720p-h264-aac.mp4', 226],
    ['derived-portrait-1080x1920-30fps-8s-18mbps.mp4', 242],
    ['no-stss-h264.mp4', 30],
    ['pcm-audio-1080p50-h264.mov', 100],
    ['screenrec-vfr-3026x1386.mp4', 63],
  ])('copies %s', async (name, frameCount) => {
    const path = join(mediaFolder, name);
    const plan = await planOf(path);
    expect(plan.path).toBe('copy');
    const args = copyArguments(plan, { demuxer: 'mov', path }, 3);
    const [rendition] = await packageAll(args, 1, { targetSegmentMs: 4000, limits, fillsSound: true });
    if (rendition === undefined) throw new Error('no rendition');
    expect(rendition.facts).toMatchObject({ frameCount, displayed: plan.display });
    await expectSound([rendition], { isCopy: true });
  });

  test.each(['car-432p-12.5fps.mp4', 'tabletop-480p-handheld.mp4'])(
    'sees early that %s has too few key frames to be copied',
    async (name) => {
      const path = join(mediaFolder, name);
      const plan = await planOf(path);
      const args = copyArguments(plan, { demuxer: 'mov', path }, 3);
      await expect(packageAll(args, 1, { targetSegmentMs: 4000, limits })).rejects.toMatchObject({
        reason: 'long_gop',
      });
    },
  );

  test.each([
    ['iphone-portrait-hlg-dovi-hevc-rot90-vfr.mp4', { widthPx: 480, heightPx: 854 }],
    ['hdr10-pq-hevc-1080p-vfr.mp4', { widthPx: 854, heightPx: 480 }],
    ['sar-2x1-h264.mp4', { widthPx: 1280, heightPx: 360 }],
    ['portrait-4k60-h264-rot90.mp4', { widthPx: 480, heightPx: 854 }],
  ])('encodes the first rung of %s', async (name, displayed) => {
    const path = join(mediaFolder, name);
    const plan = await planOf(path);
    expect(plan.path).toBe('encode');
    const [rendition] = await packageAll(firstRungArguments(plan, { demuxer: 'mov', path }, 3), 1, {
      targetSegmentMs: 2000,
      fillsSound: true,
      isUpright: true,
    });
    if (rendition === undefined) throw new Error('no rendition');
    expect(rendition.facts.displayed).toEqual(displayed);
    await expectSound([rendition], { isCopy: false });
  });
});
