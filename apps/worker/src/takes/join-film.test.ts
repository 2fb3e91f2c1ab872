import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@weireel/blob';
import { findFfmpeg } from '@weireel/ffmpeg';
import { defaultMediaLimits } from '@weireel/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBarCodes, readBarCodes } from '../../../../test/bar-codes.ts';
import { hlgHevc } from '../../../../test/make-clip.ts';
import { packetHashes } from '../../../../test/packet-hashes.ts';
import { probeJson, runTool } from '../../../../test/run-tool.ts';
import { beeps, flashes, readSyncMarks, type SyncPart } from '../../../../test/sync-signal.ts';
import { joinFilm } from './join-film.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-takes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Joins files as the worker does, and keeps the shares of progress that were told. */
async function joined(paths: readonly string[], name: string): Promise<{ path: string; shares: number[] }> {
  const blobs = createMemoryStore();
  for (const [index, path] of paths.entries()) await blobs.put(`source-${index}`, await readFile(path));
  const shares: number[] = [];
  const attempt = await mkdtemp(join(folder, 'attempt-'));
  const film = await joinFilm(
    {
      context: { blobs, programs: await findFfmpeg(), mediaLimits: defaultMediaLimits },
      ...{ folder: attempt, signal: new AbortController().signal },
      withMemory: (_bytes, work) => work(),
      blaming: (index, work) =>
        work().catch((cause: unknown) => {
          throw new Error(`take ${index}`, { cause });
        }),
      onProgress: (share) => Promise.resolve(void shares.push(share)),
    },
    paths.map((_, index) => ({ kind: 'source', key: `source-${index}`, facts: {} })),
  );
  const path = join(folder, name);
  await copyFile(film, path);
  await rm(attempt, { recursive: true });
  return { path, shares };
}

interface Probed {
  streams: { codec_tag_string: string; codec_type: string; width: number; height: number }[];
  format: { duration: string };
}
// as: ffprobe's form
const probe = async (path: string) => (await probeJson(path, '-show_streams', '-show_format')) as Probed;

describe('takes of five phones', () => {
  const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -bf 2';
  /** Each two seconds long; what the picture, the sound and the encoding of each are. */
  const phones: { picture?: string; channels?: number; rateHz?: number; size?: string; encoding: string }[] =
    [
      { encoding: `${h264} -c:a aac`, rateHz: 44_100, channels: 1 },
      { size: '160x90', picture: ',fps=50', encoding: `${h264} -c:a aac` },
      { size: '320x180', encoding: hlgHevc },
      // Of each five pictures one is missing.
      { picture: ",select='not(eq(mod(n,5),3))'", encoding: `${h264} -fps_mode vfr -c:a aac`, channels: 2 },
      { channels: 0, encoding: `${h264}` },
    ];

  it('are one film as long as they are, in step at each seam', async () => {
    const paths: string[] = [];
    for (const [index, phone] of phones.entries()) {
      const part: SyncPart = { from: 2 * index, seconds: 2 };
      const { size = '320x180', picture = '', channels = 2, rateHz, encoding } = phone;
      const sound = channels === 0 ? [] : ['-f', 'lavfi', '-i', beeps(part, channels, rateHz)];
      const flat = join(folder, `flat-${index}.mp4`);
      const inputs = ['-f', 'lavfi', '-i', flashes(part, size) + picture, ...sound];
      await runTool('ffmpeg', [...inputs, ...encoding.split(' '), flat]);
      const path = join(folder, `phone-${index}.mp4`);
      // The first and the last are held upright.
      const turned = index === 0 || index === 4 ? ['-metadata:s:v', 'rotate=90'] : [];
      await runTool('ffmpeg', ['-i', flat, '-c', 'copy', ...turned, path]);
      paths.push(path);
    }
    const { path, shares } = await joined(paths, 'phones.mp4');
    const { streams, format } = await probe(path);
    expect(Math.abs(Number(format.duration) - 10)).toBeLessThan(0.04);
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio']);
    const marks = await readSyncMarks(path, 10);
    const seconds = Array.from({ length: 10 }, (_, second) => second);
    expect(marks.flashes.map((at) => Math.round(at))).toEqual(seconds);
    expect(marks.beeps.map(({ second }) => second)).toEqual(seconds.slice(0, 8));
    for (const [second, at] of marks.flashes.entries()) expect(Math.abs(at - second)).toBeLessThan(0.045);
    for (const { second, at } of marks.beeps) expect(Math.abs(at - second)).toBeLessThan(0.025);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    // Most of it is held upright, and those were copied.
    const packets = await packetHashes(path);
    expect(packets.slice(0, 50)).toEqual(await packetHashes(paths[0] ?? ''));
    expect(packets.slice(-50)).toEqual(await packetHashes(paths[4] ?? ''));
    expect(streams[0]).toMatchObject({ codec_tag_string: 'avc3', width: 320, height: 180 });
  });
});

describe('takes of one phone', () => {
  const fps = { num: 30, den: 1 };
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

  it('are copied, each picture once, with nothing between them', async () => {
    const paths = await Promise.all(
      [40, 31, 55].map(async (count, index) => {
        const [silent, path] = [join(folder, `silent-${index}.mp4`), join(folder, `same-${index}.mp4`)];
        await makeBarCodes(silent, fps, count);
        const tone = `sine=frequency=500:sample_rate=48000:duration=${count / 30}`;
        await runTool('ffmpeg', [
          '-i',
          silent,
          '-f',
          'lavfi',
          '-i',
          tone,
          '-c:v',
          'copy',
          '-c:a',
          'aac',
          path,
        ]);
        return path;
      }),
    );
    const { path } = await joined(paths, 'same.mp4');
    expect(await readBarCodes(path)).toEqual([40, 31, 55].flatMap(numbers));
    expect(await packetHashes(path)).toEqual((await Promise.all(paths.map(packetHashes))).flat());
    const { streams, format } = await probe(path);
    expect(streams[0]).toMatchObject({ codec_tag_string: 'avc1' });
    expect(Math.abs(Number(format.duration) - 126 / 30)).toBeLessThan(1 / 30);
    // A tone that never pauses: no seam is heard as a gap, which 20 ms of silence would be.
    const { stderr } = await runTool('ffmpeg', [
      '-v',
      'info',
      '-i',
      path,
      '-af',
      'silencedetect=n=-40dB:d=0.005',
      '-f',
      'null',
      '-',
    ]);
    expect(stderr).not.toContain('silence_start');
  });

  it('and of another are joined with the other one encoded to fit', async () => {
    const [first, other, last] = ['first', 'other', 'last'].map((name) => join(folder, `${name}.mp4`)) as [
      string,
      string,
      string,
    ]; // as: three
    await makeBarCodes(first, fps, 40);
    await makeBarCodes(last, fps, 30);
    const plain = join(folder, 'plain.mp4');
    await makeBarCodes(plain, fps, 20);
    // The same pictures in another codec, with wide pixels.
    await runTool('ffmpeg', [
      '-i',
      plain,
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=error',
      '-tag:v',
      'hvc1',
      other,
    ]);
    const { path } = await joined([first, other, last], 'mixed.mp4');
    expect(await readBarCodes(path)).toEqual([40, 20, 30].flatMap(numbers));
    const packets = await packetHashes(path);
    expect(packets.slice(0, 40)).toEqual(await packetHashes(first));
    expect(packets.slice(-30)).toEqual(await packetHashes(last));
  });
});
