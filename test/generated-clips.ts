import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { h264, hlgHevc, makeClip, phone, pqHevc, rushing, type Recipe } from './make-clip.ts';
import type { Clip, DamagedClip } from './media.ts';
import { runTool } from './run-tool.ts';

/** Name, width, height, duration in milliseconds, recipe. */
type ClipRow = [string, number, number, number, Recipe];

const good: ClipRow[] = [
  ['phone.mp4', 320, 568, 2000, { picture: 'testsrc2=s=320x568:r=30:d=2', encoding: phone }],
  [
    'late-index.mp4',
    640,
    360,
    2000,
    { picture: 'testsrc2=s=640x360:r=30:d=2', encoding: `${h264} -c:a aac` },
  ],
  [
    'avi.avi',
    480,
    270,
    // Its first picture stands for two.
    1042,
    { picture: 'testsrc2=s=480x270:r=24:d=1', encoding: '-c:v mpeg4 -c:a libmp3lame' },
  ],
  ['slow.mp4', 320, 180, 4000, { picture: 'testsrc2=s=320x180:r=25/2:d=4', encoding: `${h264} -c:a aac` }],
  ['silent.mp4', 320, 180, 1000, { picture: 'testsrc2=s=320x180:r=30:d=1', encoding: h264, hasSound: false }],
  ['wide-pixels.mp4', 640, 180, 1000, { picture: 'testsrc2=s=320x180:r=30:d=1,setsar=2', encoding: phone }],
  [
    'odd.webm',
    ...([160, 120, 1000] as const),
    {
      picture: 'testsrc2=s=161x121:r=30:d=1',
      encoding: '-c:v libvpx-vp9 -deadline realtime',
      hasSound: false,
    },
  ],
];

/** Makes clips of the kinds that people upload. */
export async function makeGoodClips(folder: string): Promise<Clip[]> {
  const clips = await makeAll(folder, good);
  const path = join(folder, 'turned.mp4');
  const upright = join(folder, 'late-index.mp4');
  await runTool('ffmpeg', ['-i', upright, '-c', 'copy', '-metadata:s:v', 'rotate=90', path]);
  return [
    ...clips,
    { name: 'turned.mp4', path, widthPx: 360, heightPx: 640, durationMs: 2000, hasSound: true },
  ];
}

// Kinds that nobody keeps beside the checkout.
const rare: ClipRow[] = [
  [
    'interlaced-surround.ts',
    ...([768, 576, 2000] as const),
    {
      picture: 'testsrc2=s=720x576:r=50:d=2,interlace,setsar=16/15',
      encoding: `${h264} -flags +ilme+ildct -x264-params tff=1 -c:a ac3 -ac 6`,
    },
  ],
  [
    'surround.mkv',
    ...([320, 180, 2000] as const),
    { picture: 'testsrc2=s=320x180:r=25:d=2', encoding: '-c:v mpeg4 -q:v 3 -c:a aac -ac 6' },
  ],
  [
    'wide-gamut.mov',
    ...([320, 180, 1000] as const),
    {
      picture: 'testsrc2=s=320x180:r=30:d=1,format=gbrp,scale=out_color_matrix=bt709:out_range=tv',
      encoding: `${phone} -color_primaries smpte432 -color_trc bt709 -colorspace bt709 -color_range tv`,
    },
  ],
  [
    'flash.flv',
    ...([320, 240, 2000] as const),
    { picture: 'testsrc2=s=320x240:r=25:d=2', encoding: '-c:v flv1 -q:v 3 -c:a libmp3lame' },
  ],
  [
    'old-phone.3gp',
    ...([176, 144, 2000] as const),
    { picture: 'testsrc2=s=176x144:r=15:d=2', encoding: '-c:v h263 -q:v 3 -c:a aac -ac 1 -ar 16000' },
  ],
  [
    'twice-as-fast.mp4',
    ...([320, 180, 1000] as const),
    { picture: 'testsrc2=s=320x180:r=120:d=1', encoding: `${phone} -ar 48000` },
  ],
  // The fullest colours that BT.2020 has, which no ordinary screen shows.
  ['hlg.mp4', 640, 360, 1000, { picture: 'testsrc2=s=640x360:r=30:d=1', encoding: hlgHevc }],
  ['pq.mp4', 640, 360, 1000, { picture: 'testsrc2=s=640x360:r=30:d=1', encoding: pqHevc }],
  ['blink.mp4', 320, 180, 300, { picture: 'testsrc2=s=320x180:r=30:d=0.3', encoding: phone }],
];

/** Makes clips of kinds that are seldom uploaded and have to play all the same. */
export async function makeRareClips(folder: string): Promise<Clip[]> {
  const clips = await makeAll(folder, rare);
  const path = join(folder, 'two-pictures.mp4');
  const second = ['-f', 'lavfi', '-i', 'color=red:s=640x480:r=5:d=2'];
  const cover = ['-f', 'lavfi', '-i', 'color=blue:s=800x800:r=1:d=1'];
  const sound = ['-f', 'lavfi', '-i', `${rushing}:d=2`];
  const maps = ['-map', '0', '-map', '1', '-map', '2', '-map', '3', '-disposition:v:2', 'attached_pic'];
  await runTool('ffmpeg', [
    ...['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=2', ...second, ...cover, ...sound, ...maps],
    ...[...h264.split(' '), '-c:v:2', 'mjpeg', '-c:a', 'aac', path],
  ]);
  return [
    ...clips,
    { name: 'two-pictures.mp4', path, widthPx: 320, heightPx: 180, durationMs: 2000, hasSound: true },
  ];
}

async function makeAll(folder: string, rows: readonly ClipRow[]): Promise<Clip[]> {
  const clips: Clip[] = [];
  for (const [name, widthPx, heightPx, durationMs, recipe] of rows) {
    const path = await makeClip(join(folder, name), recipe);
    clips.push({ name, path, widthPx, heightPx, durationMs, hasSound: recipe.hasSound !== false });
  }
  return clips;
}

/** Makes files with something wrong. */
export async function makeDamagedClips(folder: string): Promise<DamagedClip[]> {
  const picture = 'testsrc2=s=640x360:r=30:d=4';
  const whole = await readFile(await makeClip(join(folder, 'whole.mp4'), { picture, encoding: phone }));
  const encoding = `${h264} -c:a aac`;
  const lateIndex = await readFile(await makeClip(join(folder, 'whole-late.mp4'), { picture, encoding }));
  const refused = { ends: 'refused', code: 'media_unknown_format' } as const;
  const files: [string, Uint8Array, Pick<DamagedClip, 'ends' | 'code'>][] = [
    ['truncated.mp4', whole.subarray(0, Math.floor(whole.length / 2)), { ends: 'salvaged' }],
    ['without-index.mp4', lateIndex.subarray(0, 50_000), { ends: 'failed', code: 'media_damaged' }],
    ['garbage.mp4', garbage(50_000), refused],
    ['playlist.mp4', Buffer.from('#EXTM3U\n#EXTINF:1,\n/etc/passwd\n'), refused],
    ['script.mp4', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"), refused],
  ];
  return Promise.all(
    files.map(async ([name, content, facts]) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return { name, path, ...facts };
    }),
  );
}

/** Bytes without meaning, the same each time (a Lehmer generator). */
function garbage(count: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 0xff;
  });
}
