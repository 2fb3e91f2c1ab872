import { describe, expect, test } from 'vitest';
import { writeMultivariantPlaylist } from './multivariant-playlist.ts';
import { parsePlaylist } from './parse-playlist.ts';
import { declareSubtitles, writeSubtitlePlaylist } from './subtitles.ts';

const rates = { codecs: ['avc1.64001e'], widthPx: 360, heightPx: 640, framesPerSecond: 30, iFrames: null };
const playlist = writeMultivariantPlaylist([
  { uri: 'v0/index.m3u8', peakBitrateBps: 800_000, averageBitrateBps: 700_000, ...rates },
  { uri: 'v1/index.m3u8', peakBitrateBps: 1_800_000, averageBitrateBps: 1_700_000, ...rates },
]);

describe('subtitles in a multivariant playlist', () => {
  test('are a group that every variant names, and nothing else of it changes', () => {
    const text = declareSubtitles(playlist, [
      { uri: '../c/zh-CN.m3u8', language: 'zh-CN', name: '简体中文' },
      { uri: '../c/en.m3u8', language: 'en', name: 'English' },
    ]);
    const parsed = parsePlaylist(text);
    expect(parsed).toMatchObject({ kind: 'multivariant' });
    if (parsed.kind !== 'multivariant') throw new TypeError('checked above');
    expect(parsed.media.map((each) => Object.fromEntries(each))).toEqual([
      {
        ...{ TYPE: 'SUBTITLES', 'GROUP-ID': 'captions', LANGUAGE: 'zh-CN', NAME: '简体中文' },
        ...{ DEFAULT: 'NO', AUTOSELECT: 'YES', FORCED: 'NO', URI: '../c/zh-CN.m3u8' },
      },
      expect.objectContaining({ LANGUAGE: 'en', NAME: 'English', URI: '../c/en.m3u8' }),
    ]);
    expect(parsed.variants.map(({ attributes }) => attributes.get('SUBTITLES'))).toEqual([
      'captions',
      'captions',
    ]);
    const without = text.replaceAll(',SUBTITLES="captions"', '').replaceAll(/^#EXT-X-MEDIA:.*\n/gm, '');
    expect(without).toBe(playlist);
    expect(declareSubtitles(playlist, [])).toBe(playlist);
  });

  test('have names of their own, whatever they are called', () => {
    const text = declareSubtitles(playlist, [
      { uri: 'a', language: 'en', name: 'Mine",URI="https://elsewhere/x' },
      { uri: 'b', language: 'fr', name: 'Same' },
      { uri: 'c', language: 'de', name: 'Same\n#EXT-X-ENDLIST' },
      { uri: 'd', language: 'it', name: 'Same' },
      { uri: 'e', language: 'es', name: '"' },
    ]);
    const parsed = parsePlaylist(text);
    if (parsed.kind !== 'multivariant') throw new TypeError('it has variants');
    expect(parsed.media.map((each) => [each.get('NAME'), each.get('URI')])).toEqual([
      ['Mine,URI=https://elsewhere/x', 'a'],
      ['Same', 'b'],
      ['Same#EXT-X-ENDLIST', 'c'],
      ['Same (it)', 'd'],
      ['(es)', 'e'],
    ]);
  });

  test('have a playlist of one file that lasts as long as the video', () => {
    const parsed = parsePlaylist(writeSubtitlePlaylist('en.vtt', 17.04));
    expect(parsed).toMatchObject({ kind: 'media', targetDurationSeconds: 17 });
    if (parsed.kind !== 'media') throw new TypeError('it has segments');
    expect(parsed.segments).toMatchObject([{ uri: 'en.vtt', durationSeconds: 17.04 }]);
    expect(writeSubtitlePlaylist('en.vtt', 0.2)).toContain('TARGETDURATION:1\n');
  });
});
