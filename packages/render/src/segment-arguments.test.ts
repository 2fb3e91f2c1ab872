import { describe, expect, it } from 'vitest';
import { frameFilters } from './frame-filters.ts';
import { segmentRun, segmentsRun } from './segment-arguments.ts';

const again = 'tpad=stop=1:stop_mode=clone';

describe('the frames of a segment', () => {
  it.each<[string, number[], number, string[]]>([
    ['follow one another', [7, 8, 9], 7, ['trim=end_frame=3', "select='between(n,0,2)'", again, 'setpts=N']],
    [
      'are left out',
      [7, 9, 11],
      7,
      ['trim=end_frame=5', "select='between(n,0,0)+between(n,2,2)+between(n,4,4)'", again, 'setpts=N'],
    ],
    [
      'are repeated',
      [7, 7, 8, 8, 9],
      7,
      ['trim=end_frame=3', "select='between(n,0,2)'", again, "setpts='2*clip(N-0,0,2)+1*clip(N-2,0,1)'"],
    ],
    [
      'are repeated unevenly',
      [7, 8, 8, 8, 9],
      7,
      [
        'trim=end_frame=3',
        "select='between(n,0,2)'",
        again,
        "setpts='1*clip(N-0,0,1)+3*clip(N-1,0,1)+1*clip(N-2,0,1)'",
      ],
    ],
    [
      'come backwards',
      [9, 8, 8, 7],
      7,
      [
        'trim=end_frame=3',
        "select='between(n,0,2)'",
        'reverse',
        again,
        "setpts='1*clip(N-0,0,1)+2*clip(N-1,0,1)+1*clip(N-2,0,1)'",
      ],
    ],
    [
      'are one',
      [7, 7, 7],
      7,
      ['trim=end_frame=1', "select='between(n,0,0)'", again, "setpts='3*clip(N-0,0,1)'"],
    ],
  ])('that %s are chosen by their numbers', (_, frames, firstFrame, filters) => {
    expect(frameFilters(frames)).toEqual({ firstFrame, filters });
  });

  const format = { widthPx: 720, heightPx: 1280, fps: { num: 30_000, den: 1001 }, crf: 20 };
  const sourceOf = (sha256: string) => ({
    path: `${sha256}.mp4`,
    fps: { num: 30, den: 1 },
    widthPx: 9,
    heightPx: 9,
  });
  const sources = { sourceOf, rasterOf: () => null };
  const encoding =
    '-c:v libx264 -preset veryfast -profile:v high -partitions i4x4,i8x8 -motion-est dia -crf 20 -threads 1 -g 600 -keyint_min 600 -sc_threshold 0 ' +
    '-flags +cgop+bitexact -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv ' +
    '-frames:v 2 -video_track_timescale 30000 -fflags +bitexact -f mp4 segment-1.mp4';

  it('are laid on the canvas and encoded alike in every segment', () => {
    const run = { kind: 'frames', sha256: 'source', frames: [60, 61], fit: 'contain' } as const;
    expect(segmentRun(run, sources, format, 'segment-1.mp4').args.join(' ')).toBe(
      '-y -protocol_whitelist file -f mov -ss 1983333us -i source.mp4 -map 0:v:0 -an -sn -dn -map_metadata -1 -vf ' +
        "settb=1001/30000,trim=end_frame=2,select='between(n,0,1)',tpad=stop=1:stop_mode=clone,setpts=N,fps=30000/1001:start_time=0:round=near," +
        'trim=end_frame=2,' +
        'scale=720:1280:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic+accurate_rnd+full_chroma_int,' +
        `pad=720:1280:(ow-iw)/2:(oh-ih)/2:black,setsar=1,format=yuv420p ${encoding}`,
    );
  });

  it('that go on from segment to segment are decoded once, and each segment is made as by itself', () => {
    const run = (frames: number[]) => ({ kind: 'frames', sha256: 'source', frames, fit: 'contain' }) as const;
    const { args } = segmentsRun([run([60, 61]), run([62, 63])], sources, format, ['a.mp4', 'b.mp4']);
    const alone = (frames: number[], path: string) =>
      segmentRun(run(frames), sources, format, path).args.join(' ');
    const [first, second] = [alone([60, 61], 'a.mp4'), alone([62, 63], 'b.mp4')];
    const again = second
      .slice(second.indexOf('-map '))
      .replace('trim=end_frame=2,select', 'trim=end_frame=4,select')
      .replace('between(n,0,1)', 'between(n,2,3)');
    expect(args.join(' ')).toBe(`${first} ${again}`);
  });

  it('of which there are none are black', () => {
    expect(segmentRun({ kind: 'empty', count: 2 }, sources, format, 'segment-1.mp4').args.join(' ')).toBe(
      '-y -f lavfi -i color=c=black:s=720x1280:r=30000/1001 -map 0:v:0 -an -sn -dn -map_metadata -1 ' +
        `-vf setsar=1,format=yuv420p ${encoding}`,
    );
  });
});
