import { asciiBytes } from '../../mp4/bytes.ts';
import type { deliveryRules } from '../delivery-rules.ts';
import type { alignmentRules, iFrameRules, subtitleRules } from '../media-rules.ts';
import { picture } from './edition.ts';
import { addSubtitles, change, serve } from './mutate.ts';
import { plainFile } from './plain-file.ts';
import { cut, type PlantedFaults } from './planted-fault.ts';

/** Faults between renditions, of what goes with them, and of how they are sent. */
export const editionFaults: PlantedFaults<
  | keyof typeof alignmentRules
  | keyof typeof iFrameRules
  | keyof typeof subtitleRules
  | keyof typeof deliveryRules
> = {
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
