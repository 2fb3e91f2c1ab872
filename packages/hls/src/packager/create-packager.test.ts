import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runTool, withFolder } from '../../../../test/run-tool.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import { concatBytes } from '../mp4/bytes.ts';
import { createPackager, type PackagerOptions, type Piece, type SegmentPiece } from './create-packager.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';

const fragments = [
  '-movflags',
  '+frag_keyframe+empty_moov+delay_moov+default_base_moof',
  '-movie_timescale',
  '90000',
  '-f',
  'mp4',
  'pipe:1',
];

/** A moving picture with a tone; `encoding` are output arguments. */
async function clip(
  seconds: number,
  rate: string,
  encoding: string[],
  toneSeconds = seconds + 0.3,
): Promise<Uint8Array> {
  const picture = `testsrc2=s=160x120:r=${rate}:d=${seconds}`;
  const tone = `sine=f=440:r=44100:d=${toneSeconds}`;
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone];
  const output = [...inputs, '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', ...encoding];
  return (await runTool('ffmpeg', [...output, ...fragments])).stdout;
}

function pack(bytes: Uint8Array, options: PackagerOptions, chunkBytes = 10_000) {
  const packager = createPackager(options);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    pieces.push(...packager.push(bytes.subarray(at, at + chunkBytes)));
  }
  pieces.push(...packager.finish());
  const facts = packager.facts();
  if (facts === null) throw new Error('no facts');
  const segments = pieces.filter((piece): piece is SegmentPiece => piece.kind === 'segment');
  return { pieces, segments, facts };
}

interface ProbedPacket {
  stream_index: number;
  pts: number;
  size: string;
  flags: string;
}

async function packets(path: string): Promise<ProbedPacket[]> {
  const { stdout, stderr } = await runTool('ffprobe', ['-show_packets', '-of', 'json', path]);
  expect(stderr).toBe('');
  // ffprobe's own output: its shape is the tool's contract.
  return (JSON.parse(new TextDecoder().decode(stdout)) as { packets: ProbedPacket[] }).packets;
}

let ntsc: Uint8Array;

beforeAll(async () => {
  ntsc = await clip(5.3, '30000/1001', [
    '-g',
    '60',
    '-keyint_min',
    '60',
    '-sc_threshold',
    '0',
    '-c:a',
    'aac',
  ]);
});

describe('createPackager', () => {
  test('tells the same frame rate after each segment, though pictures are waiting', () => {
    const packager = createPackager({ targetSegmentMs: 2000 });
    const rates: string[] = [];
    for (let at = 0; at < ntsc.length; at += 1000) {
      const pieces = packager.push(ntsc.subarray(at, at + 1000));
      if (pieces.some(({ kind }) => kind === 'segment')) {
        rates.push(packager.facts()?.framesPerSecond.toFixed(3) ?? '');
      }
    }
    packager.finish();
    rates.push(packager.facts()?.framesPerSecond.toFixed(3) ?? '');
    expect(rates).toEqual(['29.970', '29.970', '29.970']);
  });

  test('cuts at key frames with exact lengths, from zero, without a runt at the end', () => {
    const { segments, facts } = pack(ntsc, { targetSegmentMs: 2000 });
    expect(segments.map(({ startTicks }) => startTicks)).toEqual([0, 60_060, 120_120]);
    expect(segments.map(({ durationTicks }) => durationTicks)).toEqual([60_060, 60_060, 39_039]);
    expect(facts).toMatchObject({
      codecs: ['avc1.64000b', 'mp4a.40.2'],
      frameCount: 159,
      durationTicks: 159_159,
      timescale: 30_000,
      hasAudio: true,
    });
    expect(facts.longestGopMs).toBeCloseTo(2002);
    expect(Math.abs(facts.audioStartMs ?? 99)).toBeLessThan(24);
    expect(Math.abs(facts.audioEndDifferenceMs ?? 99)).toBeLessThan(24);
  });

  test('lets the last picture stay while the sound goes on, if that is not for long', () => {
    const lengthOf = (longestHoldMs: number) => {
      const { segments, facts } = pack(ntsc, { targetSegmentMs: 2000, longestHoldMs });
      const ticks = segments.reduce((sum, { durationTicks }) => sum + durationTicks, 0);
      expect(ticks).toBe(facts.durationTicks);
      return facts;
    };
    const own = lengthOf(0);
    const held = lengthOf(1000);
    // A tone of 0.3 s more, in whole frames of sound.
    expect(Math.abs(held.durationMs - own.durationMs - 300)).toBeLessThan(40);
    expect(Math.abs(held.audioEndDifferenceMs ?? Infinity)).toBeLessThan(24);
    expect(lengthOf(200).durationMs).toBe(own.durationMs);
  });

  test('joins a tail under the minimum to the segment before it', () => {
    const { segments } = pack(ntsc, { targetSegmentMs: 2000, minSegmentMs: 1500 });
    expect(segments.map(({ durationTicks }) => durationTicks)).toEqual([60_060, 99_099]);
  });

  test.each([1, 2])('fills sound of %i channels that ends early with silence', async (channels) => {
    const encoding = ['-c:a', 'aac', '-ac', String(channels)];
    const { pieces, facts } = pack(await clip(3, '25', encoding, 2.4), {
      targetSegmentMs: 2000,
      fillsSound: true,
    });
    expect(facts.audioEndDifferenceMs).toBeLessThan(-500);
    await withFolder(async (folder) => {
      const path = join(folder, 'all.mp4');
      await writeFile(path, concatBytes(pieces.map(({ bytes }) => bytes)));
      // Every sample, as 16-bit numbers of one channel; a frame that cannot be decoded would be an error.
      const decode = ['-v', 'error', '-xerror', '-i', path, '-ac', '1', '-f', 's16le', 'pipe:1'];
      const { stdout, stderr } = await runTool('ffmpeg', decode);
      expect(stderr).toBe('');
      const levels = new Int16Array(new Uint8Array(stdout).buffer);
      const loudest = (from: number, to: number) =>
        levels.subarray(from * 44_100, to * 44_100).reduce((peak, level) => Math.max(peak, level), 0);
      expect(Math.abs(levels.length / 44_100 - 3)).toBeLessThan(0.05);
      expect([loudest(1, 2) > 1000, loudest(2.6, 2.95)]).toEqual([true, 0]);
    });
  });

  test('joins picture and sound of two streams of one run as if they were one', async () => {
    await withFolder(async (folder) => {
      const both = join(folder, 'both.mp4');
      await writeFile(both, await clip(5, '25', ['-g', '50', '-sc_threshold', '0', '-c:a', 'aac']));
      const apart = (stream: string, drop: string) =>
        runTool('ffmpeg', ['-v', 'error', '-i', both, '-map', stream, '-c', 'copy', drop, ...fragments]);
      const picture = (await apart('0:v', '-an')).stdout;
      const sound = (await apart('0:a', '-vn')).stdout;
      const packager = createPackager({ targetSegmentMs: 2000, soundApart: true });
      const half = Math.floor(sound.length / 2);
      const pieces = [
        ...packager.push(picture.subarray(0, 9000)),
        ...packager.pushSound(sound.subarray(0, half)),
        ...packager.push(picture.subarray(9000)),
        ...packager.pushSound(sound.subarray(half)),
        ...packager.finishSound(),
        ...packager.finish(),
      ];
      const expected = pack(await readFile(both), { targetSegmentMs: 2000 });
      const path = async (name: string, all: readonly Piece[]) => {
        await writeFile(join(folder, name), concatBytes(all.map(({ bytes }) => bytes)));
        return join(folder, name);
      };
      const joined = await packets(await path('joined.mp4', pieces));
      const together = await packets(await path('expected.mp4', expected.pieces));
      const order = (all: ProbedPacket[]) => all.map(({ stream_index, size }) => `${stream_index}: ${size}`);
      expect(order(joined)).toEqual(order(together));
      // Copying rounds the times of the sound once more.
      joined.forEach(({ pts }, n) => expect(Math.abs(pts - (together[n]?.pts ?? 0))).toBeLessThan(2));
      const { codecs, durationTicks, frameCount, hasAudio } = expected.facts;
      expect(packager.facts()).toMatchObject({ codecs, durationTicks, frameCount, hasAudio });
    });
  });

  test('makes a clip without sound of a sound that never came', () => {
    const packager = createPackager({ targetSegmentMs: 2000, soundApart: true });
    const pieces = [...packager.push(ntsc), ...packager.finishSound(), ...packager.finish()];
    expect(pieces.length).toBe(4);
    expect(packager.facts()).toMatchObject({ codecs: ['avc1.64000b'], hasAudio: false });
  });

  test('gives the same pieces for any chunk sizes', () => {
    const expected = concatBytes(pack(ntsc, { targetSegmentMs: 2000 }).pieces.map(({ bytes }) => bytes));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const packager = createPackager({ targetSegmentMs: 2000 });
        const pieces: Piece[] = [];
        for (let at = 0, n = 0; at < ntsc.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          pieces.push(...packager.push(ntsc.subarray(at, at + size)));
          at += size;
        }
        pieces.push(...packager.finish());
        expect(Buffer.compare(concatBytes(pieces.map(({ bytes }) => bytes)), expected)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  test('writes segments that each decode alone, begin with a key frame and go on where the last one ended', async () => {
    const { pieces, segments } = pack(ntsc, { targetSegmentMs: 2000 });
    await withFolder(async (folder) => {
      const init = pieces[0]?.bytes ?? new Uint8Array();
      for (const segment of segments) {
        const path = join(folder, `${segment.index}.mp4`);
        await writeFile(path, concatBytes([init, segment.bytes]));
        const { stderr } = await runTool('ffmpeg', ['-xerror', '-i', path, '-f', 'null', '-']);
        expect(stderr).toBe('');
        const video = (await packets(path)).filter(({ stream_index }) => stream_index === 0);
        expect(video[0]).toMatchObject({ pts: segment.startTicks });
        expect(video[0]?.flags).toContain('K');
        const times = video.map(({ pts }) => pts).sort((a, b) => a - b);
        expect(times).toEqual(times.map((_, n) => segment.startTicks + n * 1001));
      }
      const whole = join(folder, 'whole.mp4');
      await writeFile(whole, concatBytes(pieces.map(({ bytes }) => bytes)));
      const sound = (await packets(whole)).filter(({ stream_index }) => stream_index === 1);
      expect(sound.map(({ pts }) => pts)).toEqual(sound.map((_, n) => (sound[0]?.pts ?? 0) + n * 1024));
    });
  });

  test('the key frame range of a segment decodes to one picture', async () => {
    const { pieces, segments } = pack(ntsc, { targetSegmentMs: 2000 });
    const init = pieces[0]?.bytes ?? new Uint8Array();
    const segment = segments[1];
    if (segment === undefined) throw new Error('no segment');
    await withFolder(async (folder) => {
      const path = join(folder, 'key.mp4');
      await writeFile(path, concatBytes([init, segment.bytes.subarray(0, segment.keyFrameBytes)]));
      const args = ['-v', 'quiet', '-i', path, '-map', '0:v', '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
      const { stdout } = await runTool('ffmpeg', args);
      expect(stdout.length).toBe((160 * 120 * 3) / 2);
    });
  });

  test('packages a stream without sound', async () => {
    const silent = await clip(1.2, '25', ['-an']);
    const { facts, segments } = pack(silent, { targetSegmentMs: 2000 });
    expect(segments).toHaveLength(1);
    expect(facts).toMatchObject({ hasAudio: false, audioStartMs: null, codecs: ['avc1.64000b'] });
    expect(facts.durationMs).toBe(1200);
  });

  test('refuses key frames that are too far apart, and does not take open groups for key frames', async () => {
    const open = await clip(4, '25', ['-g', '25', '-x264-params', 'open-gop=1:bframes=3', '-an']);
    expect(unfitReason(open, { targetSegmentMs: 2000, limits: { maxGopMs: 2000 } })).toBe('long_gop');
    const long = await clip(3, '25', ['-g', '250', '-an']);
    expect(unfitReason(long, { targetSegmentMs: 2000, limits: { maxGopMs: 2000 } })).toBe('long_gop');
    expect(pack(long, { targetSegmentMs: 2000 }).segments).toHaveLength(1);
  });

  test('refuses a stream that is cut off', () => {
    const packager = createPackager({ targetSegmentMs: 2000 });
    packager.push(ntsc.subarray(0, ntsc.length - 5000));
    expect(() => packager.finish()).toThrow(Mp4FormatError);
    expect(() => createPackager({ targetSegmentMs: 2000 }).finish()).toThrow(Mp4FormatError);
  });

  test('refuses other codecs than H.264', async () => {
    const hevc = await runTool('ffmpeg', [
      ...['-f', 'lavfi', '-i', 'testsrc2=s=160x120:d=0.2', '-c:v', 'libx265', '-x265-params', 'log-level=0'],
      ...fragments,
    ]);
    expect(unfitReason(hevc.stdout, { targetSegmentMs: 2000 })).toBe('codec_not_supported');
  });
});

function unfitReason(bytes: Uint8Array, options: PackagerOptions): string {
  try {
    pack(bytes, options);
  } catch (error) {
    if (error instanceof StreamUnfitError) return error.reason;
    throw error;
  }
  return 'fits';
}
