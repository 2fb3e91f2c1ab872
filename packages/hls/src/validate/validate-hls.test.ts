import { describe, expect, test } from 'vitest';
import { asciiBytes, concatBytes } from '../mp4/bytes.ts';
import type { HlsFile } from './hls-reader.ts';
import { hlsRuleGroups, hlsRules } from './rules.ts';
import { type EditionFiles, goodRungs, writeEdition } from './testing/edition.ts';
import { addSubtitles, change, serve } from './testing/mutate.ts';
import { type HlsInput, validateHls } from './validate-hls.ts';

function check(files: EditionFiles, uri = 'master.m3u8', more: Partial<HlsInput> = {}) {
  return validateHls({ uri, read: (path) => Promise.resolve(files.get(path) ?? null), ...more });
}

/** The rules that were broken. */
async function broken(...input: Parameters<typeof check>): Promise<string[]> {
  const { findings } = await check(...input);
  return [...new Set(findings.map(({ rule }) => rule))];
}

function playlist(...rows: string[]): HlsFile {
  return { bytes: asciiBytes(['#EXTM3U', ...rows, ''].join('\n')) };
}

describe('validateHls', () => {
  test('finds nothing in a good edition and says what it read', async () => {
    const files = writeEdition(goodRungs());
    const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(await check(files)).toEqual({
      findings: [],
      notes: [],
      isGrowing: false,
      playlistCount: 4,
      segmentCount: 8,
      readBytes: total,
    });
  });

  test('finds nothing in a single modest rendition', async () => {
    expect(await broken(writeEdition(goodRungs().slice(0, 1)))).toEqual([]);
  });

  test('finds nothing in good subtitles, nor in the answers of a good web server', async () => {
    const files = writeEdition(goodRungs());
    addSubtitles(files, {});
    serve(files);
    expect(await broken(files)).toEqual([]);
  });

  test('does not hold a growing edition to the rules of complete ones', async () => {
    const rungs = goodRungs().slice(1);
    rungs[0]?.segments[3]?.sound.splice(-5);
    const files = writeEdition(rungs, { type: 'EVENT', isEnded: false });
    change(files, 'master.m3u8', /BANDWIDTH=\d+/, 'BANDWIDTH=1');
    change(files, 'master.m3u8', /#EXT-X-I-FRAME[^\n]*\n/g, '');
    const { findings, isGrowing } = await check(files);
    expect(findings).toEqual([]);
    expect(isGrowing).toBe(true);
  });

  test('does not hold a stream copy to the rules of what we encode', async () => {
    const rungs = goodRungs();
    for (const rung of rungs) {
      rung.matrix = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000];
      rung.sps.colour = null;
      rung.sps.profile = 66;
    }
    const files = writeEdition(rungs);
    change(files, 'master.m3u8', /RESOLUTION=(\d+)x(\d+)/g, 'RESOLUTION=$2x$1');
    expect(await broken(files)).toEqual(['HLS-305', 'HLS-306', 'HLS-314']);
    expect(await broken(files, 'master.m3u8', { isCopy: true })).toEqual([]);
  });

  test('checks a media playlist alone, and says so', async () => {
    const { findings, notes } = await check(writeEdition(goodRungs()), 'v1/index.m3u8');
    expect(findings).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('media playlist alone')]);
  });

  test('checks only the playlists of transport streams, and says so', async () => {
    const packet = new Uint8Array(376);
    packet[0] = packet[188] = 0x47;
    const segments = ['#EXTINF:2.0,', 'a.ts', '#EXTINF:2.9,', 'b.ts', '#EXT-X-ENDLIST'];
    const files: EditionFiles = new Map([
      ['list.m3u8', playlist('#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:2', ...segments)],
      ['a.ts', { bytes: packet }],
      ['b.ts', { bytes: packet }],
    ]);
    const { findings, notes } = await check(files, 'list.m3u8');
    expect(findings.map(({ rule }) => rule)).toEqual(['HLS-106', 'HLS-108', 'HLS-110']);
    expect(notes).toContainEqual(expect.stringContaining('transport streams'));
  });

  test('does not look into encrypted segments, and says so', async () => {
    const files = writeEdition(goodRungs());
    change(files, 'v1/index.m3u8', '#EXT-X-MAP', '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"\n#EXT-X-MAP');
    const { findings, notes } = await check(files);
    expect(findings).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('encrypted')]);
  });

  test('reads segments that are parts of one file, each once', async () => {
    const files = writeEdition(goodRungs());
    const names = ['init.mp4', 's0.m4s', 's1.m4s', 's2.m4s', 's3.m4s'];
    const parts = names.map((name) => files.get(`v1/${name}`)?.bytes ?? new Uint8Array());
    files.set('v1/all.mp4', { bytes: concatBytes(parts) });
    const [init, ...segments] = parts.map(({ length }) => length);
    const rows = segments.flatMap((length, n) => [
      '#EXTINF:2.0,',
      // The first says where it begins; the others go on.
      `#EXT-X-BYTERANGE:${length}${n === 0 ? `@${init}` : ''}`,
      'all.mp4',
    ]);
    const map = `#EXT-X-MAP:URI="all.mp4",BYTERANGE="${init}@0"`;
    const head = ['#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:2', '#EXT-X-PLAYLIST-TYPE:VOD'];
    files.set('v1/index.m3u8', playlist(...head, map, ...rows, '#EXT-X-ENDLIST'));
    const asked: string[] = [];
    const read = (uri: string) => {
      asked.push(uri);
      return Promise.resolve(files.get(uri) ?? null);
    };
    const { findings } = await validateHls({ uri: 'master.m3u8', read });
    expect(findings).toEqual([]);
    expect(asked.filter((uri) => uri === 'v1/all.mp4')).toHaveLength(1);
  });

  test('takes separate sound into account', async () => {
    const files = writeEdition(goodRungs());
    const media = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",DEFAULT=YES,URI="v0/index.m3u8"';
    change(files, 'master.m3u8', '#EXT-X-STREAM-INF', `${media}\n#EXT-X-STREAM-INF`);
    change(files, 'master.m3u8', /,FRAME/g, ',AUDIO="a",FRAME');
    // What is declared lacks the sound.
    expect(await broken(files)).toEqual(['HLS-201', 'HLS-202']);
  });

  test('ends, whatever redirects to whatever', async () => {
    const files: EditionFiles = new Map([
      ['a', { bytes: new Uint8Array(), status: 302, headers: { location: 'b' } }],
      ['b', { bytes: new Uint8Array(), status: 301, headers: { location: 'a' } }],
    ]);
    expect(await broken(files, 'a')).toEqual(['HLS-801', 'HLS-802']);
    expect(await broken(new Map())).toEqual(['HLS-801']);
  });

  test('never fails because of what files hold', async () => {
    const good = writeEdition(goodRungs());
    for (const [name, { bytes }] of good) {
      for (const at of [0, 3, 9, 40, 100, 300, 700, 1100]) {
        const files = new Map(good);
        const spoilt = bytes.slice();
        spoilt.set(
          [0xff, 0x80, 0xff, 0xff].slice(0, Math.max(0, bytes.length - at)),
          Math.min(at, bytes.length),
        );
        files.set(name, { bytes: spoilt });
        await expect(check(files)).resolves.toBeDefined();
      }
    }
  });
});

describe('hlsRules', () => {
  test('have a group, a source, and a sentence in both languages', () => {
    for (const [id, { source, text }] of Object.entries(hlsRules)) {
      expect(hlsRuleGroups[id.charAt(4)]).toBeDefined();
      expect(source).not.toBe('');
      expect(text.zh).toMatch(/。$/);
      expect(text.en).toMatch(/\.$/);
    }
  });
});
