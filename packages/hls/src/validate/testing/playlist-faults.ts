import { asciiBytes } from '../../mp4/bytes.ts';
import type { playlistRules } from '../playlist-rules.ts';
import type { variantRules } from '../variant-rules.ts';
import { picture, segmentsOf, type RungModel } from './edition.ts';
import { addSubtitles, change, prepend } from './mutate.ts';
import { growing, type PlantedFaults } from './planted-fault.ts';

/** Faults of playlists, and of the one that names the others. */
export const playlistFaults: PlantedFaults<keyof typeof playlistRules | keyof typeof variantRules> = {
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
};
