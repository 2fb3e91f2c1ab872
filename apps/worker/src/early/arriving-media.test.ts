import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg, runFfmpeg, type RunLimits } from '@weireel/ffmpeg';
import { sniffContainer } from '@weireel/media';
import { startProcess } from '@weireel/process';
import { afterAll, describe, expect, test } from 'vitest';
import type { ArrivingFile } from './arriving-file.ts';
import { openArrivingMedia, readMedia } from './arriving-media.ts';
import { writeInput } from './write-input.ts';

const folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
afterAll(() => rm(folder, { recursive: true }));
const programs = await findFfmpeg({});
const { signal } = new AbortController();
const limits: RunLimits = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e9, timeoutMs: 60_000 };

const h264 = '-c:v libx264 -preset ultrafast -g 30 -pix_fmt yuv420p -c:a aac';
const containers: [name: string, output: string, hasTables: boolean][] = [
  ['an MP4 with its header at the end', `${h264} end.mp4`, true],
  ['an MP4 with its header at the start', `${h264} -movflags +faststart start.mp4`, true],
  ['a QuickTime file', `${h264} clip.mov`, true],
  ['a fragmented MP4', `${h264} -movflags +frag_keyframe+empty_moov fragments.mp4`, false],
  ['Matroska', `${h264} clip.mkv`, false],
  ['MPEG-TS', `${h264} clip.ts`, false],
  ['FLV', `${h264} clip.flv`, false],
];

/** A file that comes in small pieces. */
function arriving(bytes: Buffer): ArrivingFile {
  return {
    sizeBytes: bytes.length,
    container: sniffContainer(bytes),
    async *read({ start, endExclusive }) {
      for (let at = start; at < endExclusive; at += 10_000) {
        yield await Promise.resolve(bytes.subarray(at, Math.min(at + 10_000, endExclusive)));
      }
    },
    untilComplete: () => Promise.resolve(),
    isAsRead: () => Promise.resolve(true),
  };
}

/** Checksums of all packets of both streams, as FFmpeg reads them, sorted: the order depends on rounded times. */
async function packetsOf(input: string[], writeInput?: Parameters<typeof runFfmpeg>[0]['writeInput']) {
  let text = '';
  await runFfmpeg({
    program: programs.ffmpegPath,
    args: [...input, '-map', '0', '-c', 'copy', '-f', 'framemd5', 'pipe:3'],
    folder,
    limits,
    signal,
    outputPipes: 1,
    async readOutput(output) {
      for await (const chunk of output) text += String(chunk);
    },
    ...(writeInput && { writeInput }),
  });
  const packets = text.split('\n').filter((line) => /^\d/.test(line));
  return packets.map((line) => line.replace(/,.*,/, ' ')).sort();
}

describe('what arrives of', () => {
  test.each(containers)('%s holds the same packets as the whole', async (_name, output, hasTables) => {
    const name = output.split(' ').at(-1) ?? '';
    const made = startProcess({
      command: 'ffmpeg',
      args: ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=30:d=3', '-f', 'lavfi', '-i'].concat(
        'sine=d=3',
        output.split(' '),
      ),
      cwd: folder,
    });
    expect(await made.ended).toMatchObject({ code: 0 });

    const file = arriving(await readFile(join(folder, name)));
    const media = await openArrivingMedia(file, signal);
    if (media === null) throw new Error('it cannot be read in order');
    expect(media.tracks !== null).toBe(hasTables);
    if (hasTables) expect(media.tracks).toMatchObject([{ kind: 'video' }, { kind: 'audio' }]);
    const pieces = readMedia(file, media.pieces, signal);
    const input = ['-f', media.demuxer, '-i'];
    const whole = await packetsOf([...input, `file:${name}`]);
    const inOrder = await packetsOf([...input, 'pipe:0'], (pipe) => writeInput(pipe, pieces));
    expect(whole.length).toBeGreaterThan(200);
    expect(inOrder).toEqual(whole);
  });

  test('an AVI file, or of no media at all, cannot be read in order', async () => {
    const avi = Buffer.from('RIFF\0\0\0\0AVI LIST'.padEnd(5000, '\0'), 'latin1');
    expect(await openArrivingMedia(arriving(avi), signal)).toBeNull();
    expect(await openArrivingMedia(arriving(Buffer.alloc(5000, 'text')), signal)).toBeNull();
  });
});
