import { describe, expect, test } from 'vitest';
import { writeBox, writeFullBox } from '../mp4/box.ts';
import { asciiBytes, concatBytes, u32 } from '../mp4/bytes.ts';
import { hlsRules, type HlsRuleId } from './rules.ts';
import {
  type EditionFiles,
  type EditionKind,
  goodRungs,
  picture,
  type RungModel,
  segmentsOf,
  soundSample,
  writeEdition,
} from './testing/edition.ts';
import { addSubtitles, change, dropTrickPlay, prepend, serve } from './testing/mutate.ts';
import { validateHls } from './validate-hls.ts';

interface Fault {
  title: string;
  /** Changes the renditions before they are written. */
  rungs?: (small: RungModel, large: RungModel, all: RungModel[]) => void;
  /** Changes the written files. */
  files?: (files: EditionFiles) => void;
  /** Default: complete. */
  kind?: EditionKind;
  /** Playlist to begin with. Default `master.m3u8`. */
  uri?: string;
  /** Whether the plain file is compared, and time passes: default not. */
  plainUri?: string;
  waits?: boolean;
}

const growing: EditionKind = { type: 'EVENT', isEnded: false };

/** Recuts both renditions, or the large one alone. */
function cut(counts: number[], ...rungs: RungModel[]): void {
  for (const rung of rungs) rung.segments = segmentsOf(counts, rung.name === 'v0' ? 400 : 1200);
}

const faults: Record<HlsRuleId, Fault[]> = {
  'HLS-101': [
    { title: 'another first line', files: (files) => change(files, 'v1/index.m3u8', '#EXTM3U', '#EXT3U') },
    { title: 'a blank before it', files: (files) => prepend(files, 'v0/index.m3u8', asciiBytes(' ')) },
  ],
  'HLS-102': [
    {
      title: 'a byte order mark',
      files: (files) => prepend(files, 'v0/index.m3u8', Uint8Array.of(239, 187, 191)),
    },
    {
      title: 'bytes that are no text',
      files: (files) => prepend(files, 'v1/index.m3u8', Uint8Array.of(0xc3, 0x28)),
    },
  ],
  'HLS-103': [
    {
      title: 'a segment without EXTINF',
      files: (files) => change(files, 'v1/index.m3u8', '#EXTINF:2.000000,\ns2', 's2'),
    },
    {
      title: 'a multivariant playlist as variant',
      files: (files) => change(files, 'master.m3u8', '\nv1/index.m3u8', '\nmaster.m3u8'),
    },
  ],
  'HLS-104': [
    { title: 'version 3', files: (files) => change(files, 'v0/index.m3u8', 'VERSION:7', 'VERSION:3') },
  ],
  'HLS-105': [
    { title: 'version 6', files: (files) => change(files, 'v0/index.m3u8', 'VERSION:7', 'VERSION:6') },
  ],
  'HLS-106': [
    {
      title: 'a target of one second',
      files: (files) => {
        for (const name of ['v0', 'v1']) change(files, `${name}/index.m3u8`, 'DURATION:2', 'DURATION:1');
      },
    },
  ],
  'HLS-107': [
    { title: 'no target', files: (files) => change(files, 'v1/index.m3u8', '#EXT-X-TARGETDURATION:2\n', '') },
  ],
  'HLS-108': [
    { title: 'no type', files: (files) => change(files, 'v0/index.m3u8', '#EXT-X-PLAYLIST-TYPE:VOD\n', '') },
  ],
  'HLS-109': [{ title: 'no end', files: (files) => change(files, 'v0/index.m3u8', '#EXT-X-ENDLIST\n', '') }],
  'HLS-110': [
    {
      title: 'independence is said nowhere',
      files: (files) => {
        for (const name of ['master.m3u8', 'v1/index.m3u8']) {
          change(files, name, '#EXT-X-INDEPENDENT-SEGMENTS\n', '');
        }
      },
    },
  ],
  'HLS-111': [
    { title: 'no map', files: (files) => change(files, 'v1/index.m3u8', '#EXT-X-MAP:URI="init.mp4"\n', '') },
  ],
  'HLS-112': [
    {
      title: 'the same key frame twice',
      files: (files) => change(files, 'v0/iframes.m3u8', 's2.m4s', 's1.m4s'),
    },
  ],
  'HLS-113': [
    {
      title: 'no start in a growing playlist',
      kind: growing,
      files: (files) => change(files, 'v0/index.m3u8', '#EXT-X-START:TIME-OFFSET=0\n', ''),
    },
    {
      title: 'a late start',
      kind: { type: 'EVENT', isEnded: true },
      files: (files) => change(files, 'v1/index.m3u8', 'TIME-OFFSET=0', 'TIME-OFFSET=-3'),
    },
  ],
  'HLS-114': [
    {
      title: 'a version twice',
      files: (files) => change(files, 'v0/index.m3u8', '#EXTINF', '#EXT-X-VERSION:7\n#EXTINF'),
    },
  ],
  'HLS-115': [
    {
      title: 'a target in the multivariant playlist',
      files: (files) => change(files, 'master.m3u8', 'SEGMENTS\n', 'SEGMENTS\n#EXT-X-TARGETDURATION:2\n'),
    },
  ],
  'HLS-116': [
    {
      title: 'a key frame of no length',
      files: (files) => {
        change(files, 'v0/iframes.m3u8', '#EXTINF:2.000000,', '#EXTINF:0.000000,');
        change(files, 'v0/iframes.m3u8', '#EXTINF:2.000000,', '#EXTINF:4.000000,');
        change(files, 'v0/iframes.m3u8', 'DURATION:2', 'DURATION:4');
      },
    },
  ],
  'HLS-117': [
    {
      title: 'a target of eight seconds',
      files: (files) => {
        for (const name of ['v0', 'v1']) change(files, `${name}/index.m3u8`, 'DURATION:2', 'DURATION:8');
      },
    },
  ],
  'HLS-118': [
    {
      title: 'an empty playlist',
      uri: 'v0/index.m3u8',
      files: (files) => change(files, 'v0/index.m3u8', /#EXTINF:2.000000,\ns\d.m4s\n/g, ''),
    },
  ],
  'HLS-119': [{ title: 'a playlist that stands still', kind: growing, waits: true }],
  'HLS-201': [
    {
      title: 'a fifth too much',
      files: (files) =>
        change(files, 'master.m3u8', /:BANDWIDTH=(\d+)/, (_, rate) => `:BANDWIDTH=${Number(rate) * 1.2}`),
    },
    {
      title: 'a nominal rate of an I-frame playlist',
      files: (files) => change(files, 'master.m3u8', /(I-FRAME-STREAM-INF:BANDWIDTH=)\d+/, '$1100'),
    },
  ],
  'HLS-202': [
    {
      title: 'a fifth too little',
      files: (files) =>
        change(
          files,
          'master.m3u8',
          /,AVERAGE-BANDWIDTH=(\d+)/,
          (_, rate) => `,AVERAGE-BANDWIDTH=${Number(rate) * 0.8}`,
        ),
    },
  ],
  'HLS-203': [
    { title: 'no average', files: (files) => change(files, 'master.m3u8', /,AVERAGE-BANDWIDTH=\d+/, '') },
  ],
  'HLS-204': [
    {
      title: 'another profile',
      files: (files) => change(files, 'master.m3u8', 'avc1.64001f', 'avc1.4d001f'),
    },
    { title: 'no sound', files: (files) => change(files, 'master.m3u8', ',mp4a.40.2', '') },
    { title: 'nothing at all', files: (files) => change(files, 'master.m3u8', /,CODECS="[^"]*"/, '') },
  ],
  'HLS-205': [
    { title: 'another size', files: (files) => change(files, 'master.m3u8', '640x360', '642x362') },
    { title: 'no size', files: (files) => change(files, 'master.m3u8', ',RESOLUTION=320x180', '') },
  ],
  'HLS-206': [
    { title: 'another rate', files: (files) => change(files, 'master.m3u8', '30.000', '25.000') },
    { title: 'no rate', files: (files) => change(files, 'master.m3u8', ',FRAME-RATE=30.000', '') },
  ],
  'HLS-207': [
    {
      title: 'the same rendition twice',
      files: (files) =>
        change(files, 'master.m3u8', /(#EXT-X-STREAM-INF[^\n]*640x360[^\n]*\nv1\/index.m3u8\n)/, '$1$1'),
    },
    {
      title: 'a smaller picture at more bandwidth',
      rungs: (small, large, all) => {
        [small.segments, large.segments] = [large.segments, small.segments];
        all.reverse();
      },
    },
  ],
  'HLS-208': [
    {
      title: 'independence in the media playlists only',
      files: (files) => change(files, 'master.m3u8', '#EXT-X-INDEPENDENT-SEGMENTS\n', ''),
    },
  ],
  'HLS-209': [
    {
      title: 'one rendition of 2.4 Mbit/s',
      rungs: (small, _large, all) => {
        all.pop();
        small.segments = segmentsOf([60, 60, 60, 60], 10_000);
      },
    },
  ],
  'HLS-210': [
    {
      title: 'no I-frame playlists',
      files: (files) => change(files, 'master.m3u8', /#EXT-X-I-FRAME[^\n]*\n/g, ''),
    },
  ],
  'HLS-211': [
    {
      title: 'a wrong range',
      files: (files) => change(files, 'master.m3u8', ',FRAME', ',VIDEO-RANGE=PQ,FRAME'),
    },
    {
      title: 'HLG that is not said',
      rungs: (_small, { sps }) =>
        void (sps.colour = { primaries: 9, transfer: 18, matrix: 9, isFullRange: false }),
    },
  ],
  'HLS-212': [
    {
      title: 'a narrower rendition',
      rungs: (_small, large) => void (large.widthPx = large.sps.widthPx = 480),
    },
  ],
  'HLS-213': [
    {
      title: 'a group that is not there',
      files: (files) => change(files, 'master.m3u8', ',FRAME', ',AUDIO="a",FRAME'),
    },
  ],
  'HLS-214': [
    { title: 'subtitles in no language', files: (files) => addSubtitles(files, { attributes: 'NAME="x"' }) },
  ],
  'HLS-215': [
    {
      title: 'PQ alone',
      rungs: (...rungs) => {
        for (const { sps } of rungs.slice(0, 2) as RungModel[] /* the third is the list of both */) {
          sps.colour = { primaries: 9, transfer: 16, matrix: 9, isFullRange: false };
        }
      },
      files: (files) => change(files, 'master.m3u8', /,FRAME/g, ',VIDEO-RANGE=PQ,FRAME'),
    },
  ],
  'HLS-216': [
    {
      title: 'six channels alone',
      rungs: (small, large) => void (small.channelCount = large.channelCount = 6),
    },
  ],
  'HLS-217': [
    {
      title: 'key frames in PQ',
      files: (files) => change(files, 'master.m3u8', /,URI/g, ',VIDEO-RANGE=PQ,URI'),
    },
  ],
  'HLS-218': [
    {
      title: 'one segment that is far larger',
      rungs: (_small, { segments }) => {
        for (const sample of segments[1]?.pictures.slice(1) ?? []) sample.data = picture(1, 10_000).data;
      },
    },
  ],
  'HLS-301': [
    { title: 'no mvex', rungs: (_small, large) => void (large.hasMvex = false) },
    {
      title: 'another file',
      files: (files) => void files.set('v1/init.mp4', { bytes: asciiBytes('hello, world') }),
    },
  ],
  'HLS-302': [{ title: 'an edit list', rungs: (_small, large) => void (large.hasEditList = true) }],
  'HLS-303': [
    {
      title: 'wide pixels in the parameter set',
      rungs: (_small, { sps }) => void (sps.pixelAspect = [4, 3]),
    },
    {
      title: 'wide pixels in the sample entry',
      rungs: (small, large) => {
        for (const rung of [small, large]) rung.pixelAspect = rung.sps.pixelAspect = [2, 1];
      },
    },
  ],
  'HLS-304': [
    {
      title: 'an odd height',
      rungs: (_small, large) => {
        large.sps.isGrey = true;
        large.heightPx = large.sps.heightPx = 361;
      },
    },
  ],
  'HLS-305': [
    { title: 'no colour', rungs: (_small, { sps }) => void (sps.colour = null) },
    {
      title: 'BT.601',
      rungs: (_small, { sps }) =>
        void (sps.colour = { primaries: 6, transfer: 6, matrix: 6, isFullRange: false }),
    },
    {
      title: 'full range',
      rungs: (_small, { sps }) =>
        void (sps.colour = { primaries: 1, transfer: 1, matrix: 1, isFullRange: true }),
    },
  ],
  'HLS-306': [
    {
      title: 'half a turn',
      rungs: (_small, large) => void (large.matrix = [-0x10000, 0, 0, 0, -0x10000, 0, 0, 0, 0x40000000]),
    },
  ],
  'HLS-307': [{ title: 'Opus', rungs: (_small, large) => void (large.soundEntry = 'Opus') }],
  'HLS-308': [
    { title: 'level 6', rungs: (_small, { sps }) => void (sps.level = 60) },
    { title: 'High 10', rungs: (_small, { sps }) => void (sps.profile = 110) },
  ],
  'HLS-309': [{ title: 'fields', rungs: (_small, { sps }) => void (sps.isProgressive = false) }],
  'HLS-310': [
    {
      title: '120 pictures per second',
      rungs: (_small, large) => {
        large.segments = segmentsOf([240, 240, 240, 240], 300, 250);
        large.framesPerSecond = 120;
      },
    },
  ],
  'HLS-311': [{ title: 'two sound tracks', rungs: (_small, large) => void (large.soundTracks = 2) }],
  'HLS-312': [{ title: 'another width', rungs: (_small, { sps }) => void (sps.widthPx = 638) }],
  'HLS-313': [{ title: 'avc3', rungs: (_small, large) => void (large.sampleEntry = 'avc3') }],
  'HLS-314': [{ title: 'Main profile', rungs: (_small, { sps }) => void (sps.profile = 77) }],
  'HLS-401': [
    {
      title: 'a segment that is cut off',
      files: (files) => {
        const bytes = files.get('v1/s2.m4s')?.bytes ?? new Uint8Array();
        files.set('v1/s2.m4s', { bytes: bytes.subarray(0, bytes.length - 100) });
      },
    },
  ],
  'HLS-402': [
    {
      title: 'a segment that begins with a P picture',
      rungs: (_small, { segments }) => void segments[2]?.pictures[0]?.data.set([0x61], 4),
      files: (files) => dropTrickPlay(files, 'v1'),
    },
  ],
  'HLS-403': [
    {
      title: 'a clip that begins at one second',
      rungs: (small, large) => {
        for (const segment of [...small.segments, ...large.segments]) {
          segment.start += 30_000;
          segment.soundStart += 48_000;
        }
      },
    },
  ],
  'HLS-404': [
    {
      title: 'a gap of 20 ms',
      rungs: (_small, { segments }) => segments.slice(2).forEach((segment) => void (segment.start += 600)),
    },
  ],
  'HLS-405': [
    {
      title: 'an open group of pictures',
      rungs: (_small, { segments }) => setOffset(segments[1]?.pictures[1], -1500),
    },
  ],
  'HLS-406': [
    {
      title: 'a picture that lasts too long',
      rungs: (_small, { segments }) => setOffset(segments[1]?.pictures[59], 500),
    },
  ],
  'HLS-407': [
    {
      title: 'a picture of no length',
      rungs: (_small, { segments }) => {
        const [one, other] = segments[1]?.pictures.slice(3, 5) ?? [];
        if (one !== undefined && other !== undefined) [one.duration, other.duration] = [0, 2000];
      },
    },
  ],
  'HLS-408': [
    {
      title: 'lengths that are 20 ms wrong',
      rungs: (_small, { segments }) => {
        const [one, other] = segments;
        if (one !== undefined && other !== undefined) [one.extinf, other.extinf] = [2.02, 1.98];
      },
    },
  ],
  'HLS-409': [
    {
      title: 'lengths that are 9 ms short each',
      files: (files) => change(files, 'v1/index.m3u8', /2\.000000/g, '1.991000'),
    },
  ],
  'HLS-410': [
    { title: 'a short last segment', rungs: (small, large) => cut([60, 60, 60, 50, 10], small, large) },
  ],
  'HLS-411': [
    {
      title: 'a segment that is longer than it says',
      rungs: (small, large) => {
        cut([60, 75, 60, 60], small, large);
        for (const { segments } of [small, large]) {
          const long = segments[1];
          const last = long?.pictures[74];
          if (long === undefined || last === undefined) continue;
          last.duration += 150;
          long.extinf = 2.498;
          segments.slice(2).forEach((segment) => void (segment.start += 150));
        }
      },
    },
  ],
  'HLS-412': [
    {
      title: 'sound that begins 42 ms late',
      rungs: (_small, { segments }) => segments.forEach((segment) => void (segment.soundStart += 2000)),
    },
  ],
  'HLS-413': [
    {
      title: 'sound that ends 107 ms early',
      rungs: (_small, { segments }) => void segments[3]?.sound.splice(-5),
    },
    {
      title: 'sound that ends 64 ms late',
      rungs: (_small, { segments }) =>
        void segments[3]?.sound.push(soundSample(), soundSample(), soundSample()),
    },
  ],
  'HLS-414': [
    {
      title: 'a gap of 10 ms in the sound',
      rungs: (_small, { segments }) =>
        segments.slice(2).forEach((segment) => void (segment.soundStart += 480)),
    },
  ],
  'HLS-415': [
    {
      title: 'a parameter set in a segment',
      rungs: (_small, { segments }) => {
        const first = segments[1]?.pictures[0];
        const unit = concatBytes([u32(3), Uint8Array.of(0x67, 0x42, 0x00)]);
        if (first !== undefined) first.data = concatBytes([unit, first.data]);
      },
    },
  ],
  'HLS-416': [
    {
      title: 'an IDR that is not flagged',
      rungs: (_small, { segments }) => {
        const first = segments[1]?.pictures[0];
        if (first !== undefined) first.isSync = false;
      },
    },
  ],
  'HLS-417': [{ title: 'one IDR in five seconds', rungs: (small, large) => cut([150, 150], small, large) }],
  'HLS-418': [
    {
      title: 'a frame of one tick, and one that makes up for it',
      rungs: (small) => setDurations(small, [1, 2047]),
    },
    {
      title: 'two frames where one is twice as long',
      rungs: (small, large) => {
        for (const each of [small, large]) setDurations(each, [1024, 2048]);
        for (const each of [small, large]) each.segments[1]?.sound.pop();
      },
    },
  ],
  'HLS-501': [{ title: 'one segment more', rungs: (_small, large) => cut([60, 60, 48, 36, 36], large) }],
  'HLS-502': [{ title: 'another boundary', rungs: (_small, large) => cut([60, 66, 54, 60], large) }],
  'HLS-503': [{ title: 'five pictures more', rungs: (_small, large) => cut([60, 60, 60, 65], large) }],
  'HLS-504': [
    { title: 'another target', files: (files) => change(files, 'v1/index.m3u8', 'DURATION:2', 'DURATION:3') },
  ],
  'HLS-505': [{ title: 'a silent rendition', rungs: (_small, large) => void (large.soundTracks = 0) }],
  'HLS-506': [
    {
      title: 'a discontinuity in one rendition',
      files: (files) => change(files, 'v1/index.m3u8', 's1.m4s\n', 's1.m4s\n#EXT-X-DISCONTINUITY\n'),
    },
  ],
  'HLS-507': [
    {
      title: 'a plain file that goes on',
      files: (files) => files.set('video.mp4', { bytes: plainFile(8000, 9000) }),
      plainUri: 'video.mp4',
    },
    {
      title: 'a plain file that is none',
      files: (files) => files.set('video.mp4', { bytes: asciiBytes('no file at all') }),
      plainUri: 'video.mp4',
    },
  ],
  'HLS-601': [
    {
      title: 'no I-FRAMES-ONLY',
      files: (files) => change(files, 'v0/iframes.m3u8', '#EXT-X-I-FRAMES-ONLY\n', ''),
    },
  ],
  'HLS-602': [
    {
      title: 'a range that is too short',
      files: (files) =>
        change(files, 'v0/iframes.m3u8', /BYTERANGE:(\d+)/, (_, bytes) => `BYTERANGE:${Number(bytes) - 10}`),
    },
    {
      title: 'a range without its moof',
      files: (files) => change(files, 'v0/iframes.m3u8', /BYTERANGE:(\d+)@0/, 'BYTERANGE:$1@1200'),
    },
    {
      title: 'a range that holds a P picture',
      uri: 'v1/iframes.m3u8',
      rungs: (_small, { segments }) => void segments[1]?.pictures.splice(0, 1, picture(1, 12_000)),
    },
  ],
  'HLS-603': [
    {
      title: 'a list that is 100 ms short',
      files: (files) => change(files, 'v0/iframes.m3u8', '#EXTINF:2.000000', '#EXTINF:1.900000'),
    },
  ],
  'HLS-604': [
    {
      title: 'a range beyond the file',
      files: (files) => change(files, 'v0/iframes.m3u8', /BYTERANGE:\d+/, 'BYTERANGE:99999999'),
    },
  ],
  'HLS-701': [
    {
      title: 'subtitles that are none',
      files: (files) => addSubtitles(files, { text: '1\n00:00 --> 00:01\nx\n' }),
    },
  ],
  'HLS-702': [
    { title: 'subtitles without a time', files: (files) => addSubtitles(files, { text: 'WEBVTT\n\n' }) },
  ],
  'HLS-703': [
    { title: 'subtitles for the first half', files: (files) => addSubtitles(files, { seconds: 4 }) },
  ],
  'HLS-801': [
    { title: 'a segment that is gone', files: (files) => void files.delete('v1/s2.m4s') },
    { title: 'a playlist that is gone', files: (files) => void files.delete('v0/iframes.m3u8') },
    {
      title: 'a segment that may not be read',
      files: (files) => serve(files, 'v0/s1.m4s', { status: 403 }),
    },
  ],
  'HLS-802': [
    {
      title: 'a playlist that has moved',
      files: (files) => {
        files.set('v1/moved.m3u8', files.get('v1/index.m3u8') ?? { bytes: new Uint8Array() });
        serve(files, 'v1/index.m3u8', { status: 302, headers: { location: 'moved.m3u8' } });
      },
    },
  ],
  'HLS-803': [
    {
      title: 'a segment as text',
      files: (files) => serve(files, 'v0/s1.m4s', { contentType: 'text/plain' }),
    },
    {
      title: 'a playlist without a type',
      files: (files) => serve(files, 'v0/index.m3u8', { contentType: null }),
    },
  ],
  'HLS-804': [
    {
      title: 'another length',
      files: (files) => serve(files, 'v0/s1.m4s', { headers: { 'content-length': '5' } }),
    },
  ],
  'HLS-805': [
    {
      title: 'a segment for one origin',
      files: (files) => serve(files, 'v0/s1.m4s', { headers: { 'access-control-allow-origin': '' } }),
    },
  ],
  'HLS-806': [
    {
      title: 'a segment that is not kept',
      files: (files) => serve(files, 'v0/s1.m4s', { headers: { 'cache-control': 'no-store' } }),
    },
  ],
  'HLS-807': [
    {
      title: 'a long playlist as it is',
      files: (files) => {
        change(files, 'v0/index.m3u8', '#EXTINF', `# ${'x'.repeat(1500)}\n#EXTINF`);
        serve(files);
      },
    },
  ],
};

/** Lengths of the first frames of sound of the second segment. */
function setDurations({ segments }: RungModel, ticks: readonly number[]): void {
  ticks.forEach((duration, n) => {
    const sample = segments[1]?.sound[n];
    if (sample !== undefined) sample.duration = duration;
  });
}

/** A movie header with a picture and a sound of so many milliseconds. */
function plainFile(...tracksMs: number[]): Uint8Array {
  const kinds = ['vide', 'soun'];
  const traks = tracksMs.map((ms, n) => {
    const hdlr = writeFullBox('hdlr', 0, 0, u32(0), asciiBytes(kinds[n] ?? 'text'), u32(0), u32(0), u32(0));
    const mdhd = writeFullBox('mdhd', 0, 0, u32(0), u32(0), u32(1000), u32(0));
    const tables = [
      writeFullBox('stts', 0, 0, u32(1), u32(1), u32(ms)),
      writeFullBox('stsc', 0, 0, u32(0)),
      writeFullBox('stco', 0, 0, u32(0)),
    ];
    const minf = writeBox('minf', writeBox('stbl', ...tables));
    return writeBox('trak', writeBox('mdia', mdhd, hdlr, minf));
  });
  return writeBox('moov', ...traks);
}

function setOffset(sample: { compositionOffset: number } | undefined, ticks: number): void {
  if (sample !== undefined) sample.compositionOffset = ticks;
}

const table = Object.entries(faults).flatMap(([rule, planted]) =>
  planted.map((fault) => ({ rule, ...fault })),
);

describe('a planted fault is found by exactly its rule', () => {
  test.each(table)(
    '$rule: $title',
    async ({ rule, rungs, files: spoil, kind, uri = 'master.m3u8', ...more }) => {
      const models = goodRungs();
      const [small, large] = models;
      if (small !== undefined && large !== undefined) rungs?.(small, large, models);
      const files = writeEdition(models, kind);
      spoil?.(files);
      const read = (path: string) => Promise.resolve(files.get(path) ?? null);
      const { findings } = await validateHls({
        ...{ uri, read },
        ...(more.plainUri !== undefined && { plainUri: more.plainUri }),
        ...(more.waits === true && { wait: () => Promise.resolve() }),
      });
      expect([...new Set(findings.map((finding) => finding.rule))], JSON.stringify(findings)).toEqual([rule]);
    },
  );

  test('none in what is right: a plain file of the same length, a playlist that grows in time', async () => {
    const files = writeEdition(goodRungs(), growing);
    files.set('video.mp4', { bytes: plainFile(8000, 8021) });
    const read = (path: string) => Promise.resolve(files.get(path) ?? null);
    const wait = () => {
      for (const name of ['v0', 'v1'])
        change(files, `${name}/index.m3u8`, /s3\.m4s\n/, 's3.m4s\n#EXT-X-ENDLIST\n');
      return Promise.resolve();
    };
    const { findings } = await validateHls({ uri: 'master.m3u8', read, plainUri: 'video.mp4', wait });
    expect(findings).toEqual([]);
  });

  test('and every rule has one', () => {
    const planted = Object.entries(faults).flatMap(([rule, list]) => (list.length > 0 ? [rule] : []));
    expect(planted).toEqual(Object.keys(hlsRules));
  });
});
