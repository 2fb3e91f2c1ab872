import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeIFramePlaylist, writeMediaPlaylist } from './media-playlist.ts';
import { risingVariants, writeMultivariantPlaylist, type Variant } from './multivariant-playlist.ts';
import { parsePlaylist, PlaylistError } from './parse-playlist.ts';
import { rewriteUris } from './rewrite-uris.ts';

const segments = [
  { uri: '0.m4s', durationSeconds: 60_060 / 30_000 },
  { uri: '1.m4s', durationSeconds: 1.3013 },
];

const variant: Variant = {
  uri: 'v0/playlist.m3u8',
  peakBitrateBps: 811_234,
  averageBitrateBps: 700_001.2,
  codecs: ['avc1.64001e', 'mp4a.40.2'],
  widthPx: 360,
  heightPx: 640,
  framesPerSecond: 30_000 / 1001,
  iFrames: { uri: 'v0/iframes.m3u8', peakBitrateBps: 90_000, averageBitrateBps: 80_000 },
};

describe('writeMediaPlaylist', () => {
  test('writes a finished clip', () => {
    const text = writeMediaPlaylist({ type: 'VOD', isEnded: true, mapUri: 'init.mp4', segments });
    expect(text.split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-PLAYLIST-TYPE:VOD',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MAP:URI="init.mp4"',
      '#EXTINF:2.002000,',
      '0.m4s',
      '#EXTINF:1.301300,',
      '1.m4s',
      '#EXT-X-ENDLIST',
      '',
    ]);
  });

  test('writes a growing clip that starts at its beginning and only appends', () => {
    const growing = { type: 'EVENT', isEnded: false, targetDurationSeconds: 3, mapUri: 'init.mp4' } as const;
    const before = writeMediaPlaylist({ ...growing, segments: segments.slice(0, 1) });
    const after = writeMediaPlaylist({ ...growing, segments });
    expect(before).toContain('#EXT-X-TARGETDURATION:3\n');
    expect(before).toContain('#EXT-X-START:TIME-OFFSET=0\n');
    expect(before).not.toContain('ENDLIST');
    expect(after.startsWith(before)).toBe(true);
    const ended = writeMediaPlaylist({ ...growing, isEnded: true, segments });
    expect(ended).toBe(`${after}#EXT-X-ENDLIST\n`);
  });

  test('never rounds a written length over the target', () => {
    const text = writeMediaPlaylist({
      ...{ type: 'VOD', isEnded: true, mapUri: 'init.mp4' },
      segments: [{ uri: '0.m4s', durationSeconds: 2.499_999_9 }],
    });
    expect(text).toContain('TARGETDURATION:3\n');
    expect(text).toContain('EXTINF:2.500000,');
  });

  test('refuses what the standard forbids', () => {
    const vod = { type: 'VOD', isEnded: true, mapUri: 'init.mp4', segments } as const;
    expect(() => writeMediaPlaylist({ ...vod, targetDurationSeconds: 1 })).toThrow(RangeError);
    expect(() => writeMediaPlaylist({ ...vod, segments: [] })).toThrow(RangeError);
    expect(() => writeMediaPlaylist({ ...vod, isEnded: false })).toThrow(RangeError);
    expect(() => writeMediaPlaylist({ ...vod, type: 'EVENT', isEnded: false })).toThrow(RangeError);
    expect(() => writeMediaPlaylist({ ...vod, mapUri: 'a"b' })).toThrow(RangeError);
    expect(() => writeMediaPlaylist({ ...vod, segments: [{ uri: 'a\nb', durationSeconds: 1 }] })).toThrow(
      RangeError,
    );
  });
});

describe('writeMultivariantPlaylist', () => {
  test('says what the bytes say', () => {
    const better = {
      ...variant,
      uri: 'v1/playlist.m3u8',
      peakBitrateBps: 2e6,
      widthPx: 720,
      heightPx: 1280,
      iFrames: null,
    };
    expect(writeMultivariantPlaylist([variant, better]).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-STREAM-INF:BANDWIDTH=811234,AVERAGE-BANDWIDTH=700002,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=360x640,FRAME-RATE=29.970',
      'v0/playlist.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=700002,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=720x1280,FRAME-RATE=29.970',
      'v1/playlist.m3u8',
      '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=90000,AVERAGE-BANDWIDTH=80000,CODECS="avc1.64001e",RESOLUTION=360x640,URI="v0/iframes.m3u8"',
      '',
    ]);
  });

  test('refuses variants that do not rise, which risingVariants leaves out', () => {
    const rates = [100, 300, 250, 400].map((peakBitrateBps) => ({ ...variant, peakBitrateBps }));
    expect(() => writeMultivariantPlaylist(rates)).toThrow(RangeError);
    expect(risingVariants(rates).map(({ peakBitrateBps }) => peakBitrateBps)).toEqual([100, 250, 400]);
    expect(() => writeMultivariantPlaylist([])).toThrow(RangeError);
  });
});

describe('parsePlaylist', () => {
  test('reads back what was written, for any lengths', () => {
    const length = fc.double({ min: 0.5, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(length, { minLength: 1, maxLength: 20 }), (lengths) => {
        const written = lengths.map((durationSeconds, n) => ({ uri: `${n}.m4s?s=a%2Cb`, durationSeconds }));
        const text = writeMediaPlaylist({
          type: 'VOD',
          isEnded: true,
          mapUri: 'i.mp4?s=1',
          segments: written,
        });
        const parsed = parsePlaylist(text);
        expect(parsed).toMatchObject({
          kind: 'media',
          version: 7,
          type: 'VOD',
          isEnded: true,
          mapUri: 'i.mp4?s=1',
        });
        if (parsed.kind !== 'media') return;
        expect(parsed.segments.map(({ uri }) => uri)).toEqual(written.map(({ uri }) => uri));
        parsed.segments.forEach(({ durationSeconds }, n) => {
          expect(durationSeconds).toBeCloseTo(lengths[n] ?? 0, 5);
          expect(Math.round(durationSeconds)).toBeLessThanOrEqual(parsed.targetDurationSeconds);
        });
      }),
    );
  });

  test('reads variants and key frame ranges', () => {
    expect(parsePlaylist(writeMultivariantPlaylist([variant]))).toMatchObject({
      kind: 'multivariant',
      variants: [
        { uri: 'v0/playlist.m3u8', isIFramesOnly: false },
        { uri: 'v0/iframes.m3u8', isIFramesOnly: true },
      ],
    });
    const frames = segments.map((segment) => ({ ...segment, keyFrameBytes: 1234 }));
    expect(parsePlaylist(writeIFramePlaylist({ mapUri: 'init.mp4', frames }))).toMatchObject({
      isIFramesOnly: true,
      segments: [{ byteRange: { lengthBytes: 1234, startByte: 0 } }, {}],
    });
  });

  test.each([
    '',
    '#EXT-X-VERSION:7',
    '#EXTM3U\na.ts',
    '#EXTM3U\n#EXTINF:2,\na.ts',
    '#EXTM3U\n#EXT-X-TARGETDURATION:x',
    '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1',
    '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:abc,\na.ts',
  ])('refuses %j', (text) => {
    expect(() => parsePlaylist(text)).toThrow(PlaylistError);
  });
});

describe('rewriteUris', () => {
  test('reaches every URI and nothing else', () => {
    const sign = (uri: string) => `${uri}?s=1`;
    const master = writeMultivariantPlaylist([variant]);
    expect(rewriteUris(master, sign)).toBe(master.replaceAll('.m3u8', '.m3u8?s=1'));
    const media = writeMediaPlaylist({ type: 'VOD', isEnded: true, mapUri: 'init.mp4', segments });
    expect(rewriteUris(media, sign)).toBe(
      media.replace('init.mp4', 'init.mp4?s=1').replaceAll('.m4s', '.m4s?s=1'),
    );
    expect(rewriteUris('# a.ts\r\na.ts\r\n#EXT-X-TEST:X-URI="b"', sign)).toBe(
      '# a.ts\r\na.ts?s=1\r\n#EXT-X-TEST:X-URI="b"',
    );
  });

  test('changes nothing when the URIs stay', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(rewriteUris(text, (uri) => uri)).toBe(text);
      }),
    );
  });
});
