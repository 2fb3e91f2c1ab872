import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PacketClock, packetSections, readPacketLine } from '@weireel/media';
import { expect, test } from 'vitest';
import { runTool, withFolder } from '../../../test/run-tool.ts';
import { straightenArguments } from './straighten-arguments.ts';

test('moves the times of each stream from the packet on where its clock changes', () => {
  const shifts = new Map([
    [
      0,
      [
        { fromPacket: 0, shiftMs: 0 },
        { fromPacket: 100, shiftMs: 9000 },
        { fromPacket: 150, shiftMs: 8000.5 },
      ],
    ],
  ]);
  const args = straightenArguments(
    { demuxer: 'flv', path: 'in' },
    { video: 0, audio: 1, shifts },
    'out/straight',
  );
  const sum = '(gte(N,0)*(0.000000)+gte(N,100)*(9.000000)+gte(N,150)*(-0.999500))/TB';
  expect(args).toEqual([
    ...['-copyts', '-fflags', '+genpts', '-protocol_whitelist', 'file', '-f', 'flv', '-i', 'file:in'],
    ...[
      '-map',
      '0:0',
      '-map',
      '0:1',
      '-c',
      'copy',
      '-copyinkf',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
    ],
    '-bsf:v',
    `setts=pts='if(eq(PTS,NOPTS),NOPTS,PTS+${sum})':dts='if(eq(DTS,NOPTS),NOPTS,DTS+${sum})'`,
    ...['-muxdelay', '0', '-muxpreload', '0', '-f', 'matroska', '-y', 'file:out/straight'],
  ]);
});

test('makes one clock of an FLV that begins anew in the middle', async () => {
  await withFolder(async (folder) => {
    const [half, path, straight] = [join(folder, 'half.flv'), join(folder, 'anew.flv'), join(folder, 'out')];
    const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
    await runTool('ffmpeg', [...inputs, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', half]);
    const bytes = await readFile(half);
    // The second half without its file header and the first back pointer.
    await writeFile(path, Buffer.concat([bytes, bytes.subarray(13)]));
    const before = await timesOf(path, 'flv');
    expect(before?.spans.get(0)?.endMs).toBeGreaterThan(3900);
    const shifts = before?.shifts ?? new Map();
    await runTool(
      'ffmpeg',
      straightenArguments({ demuxer: 'flv', path }, { video: 0, audio: 1, shifts }, straight),
    );
    const after = await timesOf(straight, 'matroska');
    expect(after?.shifts.size).toBe(0);
    for (const stream of [0, 1]) {
      expect(
        Math.abs((after?.spans.get(stream)?.endMs ?? 0) - (before?.spans.get(stream)?.endMs ?? 0)),
      ).toBeLessThan(2);
    }
  });
});

async function timesOf(path: string, demuxer: string) {
  const { stdout } = await runTool('ffprobe', ['-v', 'quiet', ...packetSections, '-f', demuxer, path]);
  const clock = new PacketClock({ longestPauseMs: 600_000 });
  for (const line of new TextDecoder().decode(stdout).split('\n')) {
    const packet = readPacketLine(line);
    if (packet !== null) clock.add(packet);
  }
  return clock.finish();
}
