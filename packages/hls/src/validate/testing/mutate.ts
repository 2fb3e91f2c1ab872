import { asciiBytes, concatBytes } from '../../mp4/bytes.ts';
import type { HlsFile } from '../hls-reader.ts';
import type { EditionFiles } from './edition.ts';

function bytesOf(files: EditionFiles, uri: string): Uint8Array {
  const file = files.get(uri);
  if (file === undefined) throw new Error(`There is no ${uri}`);
  return file.bytes;
}

/** Changes the text of a playlist; throws when nothing changes. */
export function change(
  files: EditionFiles,
  uri: string,
  from: string | RegExp,
  to: string | ((...match: string[]) => string),
): void {
  const text = String.fromCharCode(...bytesOf(files, uri));
  const changed = typeof to === 'string' ? text.replace(from, to) : text.replace(from, to);
  if (changed === text) throw new Error(`${String(from)} is not in ${uri}`);
  files.set(uri, { ...files.get(uri), bytes: asciiBytes(changed) });
}

/** Puts bytes before a file. */
export function prepend(files: EditionFiles, uri: string, bytes: Uint8Array): void {
  files.set(uri, { bytes: concatBytes([bytes, bytesOf(files, uri)]) });
}

/** Takes the I-frame playlist of a rendition out of the multivariant playlist. */
export function dropTrickPlay(files: EditionFiles, rung: string): void {
  change(files, 'master.m3u8', new RegExp(`#EXT-X-I-FRAME[^\n]*${rung}[^\n]*\n`), '');
}

/** Adds subtitles that are as they should be, but for what is given. */
export function addSubtitles(
  files: EditionFiles,
  {
    attributes = 'NAME="x",LANGUAGE="zh"',
    text = 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n',
    seconds = 8,
  }: { attributes?: string; text?: string; seconds?: number },
): void {
  const media = `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",${attributes},URI="subtitles.m3u8"`;
  change(files, 'master.m3u8', '#EXT-X-STREAM-INF', `${media}\n#EXT-X-STREAM-INF`);
  change(files, 'master.m3u8', /,FRAME/g, ',SUBTITLES="s",FRAME');
  const playlist = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${Math.min(seconds, 6)}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...Array.from({ length: seconds / 4 }, (_, n) => `#EXTINF:4.0,\ns${n}.vtt`),
    '#EXT-X-ENDLIST\n',
  ];
  files.set('subtitles.m3u8', { bytes: asciiBytes(playlist.join('\n')) });
  for (const name of ['s0.vtt', 's1.vtt']) files.set(name, { bytes: asciiBytes(text) });
}

const types: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  vtt: 'text/vtt',
};

/** Gives every file the answer of a good web server, and one of them another. */
export function serve(files: EditionFiles, uri?: string, other: Partial<HlsFile> = {}): void {
  for (const [name, { bytes }] of files) {
    const headers = {
      'content-length': String(bytes.length),
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=86400, immutable',
    };
    const contentType = types[name.slice(name.lastIndexOf('.') + 1)] ?? null;
    const spoilt = name === uri ? other : {};
    files.set(name, {
      bytes,
      status: 200,
      contentType,
      ...spoilt,
      headers: { ...headers, ...spoilt.headers },
    });
  }
}
