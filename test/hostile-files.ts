import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { h264, makeClip, phone } from './make-clip.ts';
import { runTool } from './run-tool.ts';

/** A file made to do harm. */
export interface HostileFile {
  /** What it tries. */
  name: string;
  /** Its content. */
  bytes: Uint8Array;
  /** How it may end: `ready`, or codes of the catalogue. */
  ends: string[];
}

/** What hostile files try to have opened. */
export interface Canary {
  /** Path of a file that nobody must read. */
  path: string;
  /** Address that nobody must ask. */
  address: string;
}

const damaged = ['media_damaged', 'media_no_video'];

/** Beginnings that make a container of anything, for those who look at the beginning only. */
const disguises: [container: string, head: Uint8Array][] = [
  ['MP4', ascii('\0\0\0\x14ftypisom\0\0\x02\0isom')],
  ['Matroska', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01)],
  ['AVI', ascii('RIFF\xff\xff\0\0AVI ')],
  ['FLV', ascii('FLV\x01\x05\0\0\0\x09\0\0\0\0')],
];

/** Playlists and scripts, plain and behind the beginning of a container, that name what must not be opened. */
export function scripts({ path, address }: Canary): HostileFile[] {
  const targets = [
    path,
    `file:${path}`,
    address,
    '/proc/self/environ',
    `concat:${path}|${path}`,
    `subfile,,:${path}`,
  ];
  const texts = targets.flatMap((target): [string, string][] => [
    [
      `playlist naming ${target}`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`,
    ],
    [`playlist with a header at ${target}`, `#EXTM3U\n#EXT-X-MAP:URI="${target}"\n#EXTINF:2,\n${target}\n`],
    [
      `playlist with a key at ${target}`,
      `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${target}"\n#EXTINF:2,\nx\n`,
    ],
    [`script naming ${target}`, `ffconcat version 1.0\nfile '${target}'\n`],
  ]);
  return texts.flatMap(([name, text], n) => {
    const [container, head] = disguises[n % disguises.length] ?? ['nothing', new Uint8Array()];
    return [
      { name, bytes: ascii(text), ends: ['media_unknown_format'] },
      { name: `${name}, as ${container}`, bytes: joined(head, ascii(text)), ends: damaged },
    ];
  });
}

/** Whole clips whose data is said to lie elsewhere, or that carry what nobody asked for. */
export async function clipsWithReferences(folder: string, { path, address }: Canary): Promise<HostileFile[]> {
  const clip = await makeClip(join(folder, 'base.mp4'), {
    picture: 'testsrc2=s=160x120:r=25:d=1',
    encoding: `${h264} -c:a aac`,
  });
  const bytes = new Uint8Array(await readFile(clip));
  const withReference = (name: string, entry: Uint8Array): HostileFile => ({
    name,
    bytes: changeBox(bytes, ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'], () =>
      joined(u32(0), u32(1), entry),
    ),
    // FFmpeg says that it left out what lies elsewhere, and finds nothing in its place.
    ends: ['ready', ...damaged],
  });
  const subtitles = join(folder, 'subtitles.srt');
  await writeFile(subtitles, `1\n00:00:00,000 --> 00:00:01,000\n<img src="${address}">{\\fn${path}}\n`);
  const attached = join(folder, 'attached.mkv');
  await runTool('ffmpeg', [
    ...[
      '-i',
      clip,
      '-i',
      subtitles,
      '-map',
      '0',
      '-map',
      '1',
      '-c',
      'copy',
      '-c:s',
      'ass',
      '-attach',
      subtitles,
    ],
    ...['-metadata:s:t', 'mimetype=application/x-truetype-font'],
    ...['-metadata:s:t', 'filename=../../../../tmp/weireel-planted.ttf', attached],
  ]);
  return [
    withReference('data at an address', box('url ', u32(0), ascii(`${address}\0`))),
    withReference('data in another file', box('url ', u32(0), ascii(`file://${path}\0`))),
    withReference('an alias of another file', box('alis', u32(0), alias(path))),
    {
      name: 'subtitles that name an address, and an attachment that names a path',
      bytes: new Uint8Array(await readFile(attached)),
      ends: ['ready'],
    },
  ];
}

/** Small files that say they are large. */
export async function bombs(folder: string): Promise<HostileFile[]> {
  const picture = 'color=s=64x64:r=10:d=1';
  const make = async (name: string, encoding: string, hasSound = false): Promise<Uint8Array> =>
    new Uint8Array(await readFile(await makeClip(join(folder, name), { picture, encoding, hasSound })));
  const png = await make('png.mov', '-c:v png');
  const clip = await make('clip.mp4', h264);
  const audible = await make('audible.mp4', phone, true);
  const tracks = (count: number): Uint8Array => {
    const moov = payloadOf(clip, 'moov');
    const trak = box('trak', payloadOf(moov, 'trak'));
    return changeBox(clip, ['moov'], (payload) =>
      joined(payload, ...Array.from({ length: count }, () => trak)),
    );
  };
  const table = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stts'];
  return [
    {
      name: 'a picture of 16000 × 16000',
      bytes: replaceAll(png, pngSize(64, 64), pngSize(16_000, 16_000)),
      ends: ['media_too_many_pixels'],
    },
    {
      // More than FFmpeg believes, so that it does not even say the size.
      name: 'a picture of 30000 × 30000',
      bytes: replaceAll(png, pngSize(64, 64), pngSize(30_000, 30_000)),
      ends: damaged,
    },
    { name: '200 tracks', bytes: tracks(200), ends: ['media_too_many_streams'] },
    { name: '5000 tracks', bytes: tracks(5000), ends: ['media_too_many_streams'] },
    {
      name: 'pictures that last a day each',
      bytes: changeBox(clip, table, () => joined(u32(0), u32(1), u32(10), u32(0x7fffffff))),
      ends: ['ready', 'media_too_long'],
    },
    {
      name: 'four thousand million pictures',
      bytes: changeBox(clip, table, () => joined(u32(0), u32(1), u32(0xffffffff), u32(1))),
      ends: ['ready', 'media_too_long', ...damaged],
    },
    {
      name: 'a table with four thousand million lines',
      bytes: changeBox(clip, table, () => joined(u32(0), u32(0xffffffff), u32(1), u32(1))),
      ends: ['media_too_costly', ...damaged],
    },
    {
      name: 'an index that unpacks to a quarter of a gigabyte',
      bytes: packedIndex(256 * 2 ** 20),
      ends: [...damaged, 'media_too_costly'],
    },
    { name: 'boxes within boxes', bytes: nested(20_000), ends: damaged },
    {
      name: 'a box that is larger than the file',
      bytes: joined(audible.subarray(0, 32), u32(1), ascii('moov'), u32(0x7fffffff), u32(0xffffffff)),
      ends: damaged,
    },
    { name: 'ten hours between two pictures', bytes: await longGap(folder), ends: ['media_too_long'] },
    { name: 'a picture that grows', bytes: await growing(folder), ends: ['ready', ...damaged] },
  ];
}

/** A stream without a length of which two pictures stand ten hours apart. */
async function longGap(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'gap.mkv');
  const late = 'setts=ts=if(gt(N\\,24)\\,TS+36000/TB\\,TS)';
  await runTool('ffmpeg', [
    ...['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=25:d=2', '-c:v', 'mpeg4', '-bsf:v', late],
    ...['-live', '1', '-f', 'matroska', path],
  ]);
  return new Uint8Array(await readFile(path));
}

/** A transport stream whose picture is suddenly two hundred times as large. */
async function growing(folder: string): Promise<Uint8Array> {
  const streams: Uint8Array[] = [];
  for (const size of ['128x72', '3840x2160']) {
    const path = join(folder, `${size}.ts`);
    const picture = `color=s=${size}:r=25:d=0.2`;
    await makeClip(path, { picture, encoding: h264, hasSound: false });
    streams.push(new Uint8Array(await readFile(path)));
  }
  return joined(...streams);
}

function packedIndex(sizeBytes: number): Uint8Array {
  const packed = deflateSync(Buffer.alloc(sizeBytes));
  const cmov = box('cmov', box('dcom', ascii('zlib')), box('cmvd', u32(sizeBytes), packed));
  return joined(box('ftyp', ascii('qt  \0\0\0\0qt  ')), box('moov', cmov), box('mdat', new Uint8Array(16)));
}

function nested(depth: number): Uint8Array {
  const boxes = new Uint8Array(depth * 8);
  const view = new DataView(boxes.buffer);
  for (let n = 0; n < depth; n += 1) {
    view.setUint32(n * 8, (depth - n) * 8);
    boxes.set(ascii(n === 0 ? 'moov' : 'trak'), n * 8 + 4);
  }
  return joined(box('ftyp', ascii('isom\0\0\0\0isom')), boxes);
}

/** A record of the Macintosh that leads to a file by its path (FFmpeg follows it when told to). */
function alias(path: string): Uint8Array {
  const record = new Uint8Array(150);
  const colons = ascii(path.replaceAll('/', ':'));
  return joined(
    record,
    u16(2),
    u16(colons.length),
    colons,
    new Uint8Array(colons.length % 2),
    u16(0xffff),
    u16(0),
  );
}

function pngSize(widthPx: number, heightPx: number): Uint8Array {
  return joined(ascii('IHDR'), u32(widthPx), u32(heightPx));
}

/** Replaces the payload of the first box at a path; sizes above it follow. */
function changeBox(
  bytes: Uint8Array,
  path: string[],
  change: (payload: Uint8Array) => Uint8Array,
): Uint8Array {
  const [type = '', ...rest] = path;
  const [start, end] = placeOf(bytes, type);
  const payload = bytes.subarray(start + 8, end);
  const changed = rest.length === 0 ? change(payload) : changeBox(payload, rest, change);
  return joined(bytes.subarray(0, start), box(type, changed), bytes.subarray(end));
}

function payloadOf(bytes: Uint8Array, type: string): Uint8Array {
  const [start, end] = placeOf(bytes, type);
  return bytes.subarray(start + 8, end);
}

function placeOf(bytes: Uint8Array, type: string): [start: number, endExclusive: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; at += Math.max(8, view.getUint32(at))) {
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === type) return [at, at + view.getUint32(at)];
  }
  throw new Error(`there is no box ${type}`);
}

function replaceAll(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length)) copy.set(to, at);
  return copy;
}

function box(type: string, ...payload: Uint8Array[]): Uint8Array {
  const content = joined(...payload);
  return joined(u32(content.length + 8), ascii(type), content);
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
