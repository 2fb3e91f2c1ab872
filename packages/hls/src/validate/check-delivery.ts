import type { Note } from './findings.ts';
import type { HlsFile } from './hls-reader.ts';

/** What a file is to the player. */
export type FileKind = 'playlist' | 'init' | 'segment' | 'subtitles' | 'plain';

const mediaTypes = new Set([
  'video/mp4',
  'audio/mp4',
  'video/iso.segment',
  'audio/iso.segment',
  'video/mp2t',
  'audio/aac',
  'audio/mpeg',
  'audio/ac3',
  'audio/eac3',
]);

const contentTypes: Record<FileKind, ReadonlySet<string>> = {
  playlist: new Set(['application/vnd.apple.mpegurl', 'audio/mpegurl']),
  init: new Set(['video/mp4', 'audio/mp4']),
  segment: mediaTypes,
  subtitles: new Set(['text/vtt', ...mediaTypes]),
  plain: new Set(['video/mp4']),
};

/** Playlists up to this size fit into one packet as they are. */
const packetBytes = 1400;

/** Checks the headers of an answer. */
export function checkDelivery(uri: string, kind: FileKind, file: HlsFile, note: Note): void {
  if (file.status === undefined) return;
  const header = (name: string) => file.headers?.[name] ?? '';
  const type = (file.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!contentTypes[kind].has(type)) note('HLS-803', uri, type === '' ? 'no content type' : type);
  const encoding = header('content-encoding');
  const length = header('content-length');
  // With an encoding, the length is that of the encoded bytes.
  if (encoding === '' && length !== '' && Number(length) !== file.bytes.length) {
    note('HLS-804', uri, `${file.bytes.length} bytes instead of ${length}`);
  }
  if (header('access-control-allow-origin') === '') note('HLS-805', uri, 'no such header');
  if (kind === 'init' || kind === 'segment') {
    const cache = header('cache-control');
    if (!/\bimmutable\b/i.test(cache)) note('HLS-806', uri, cache === '' ? 'no Cache-Control' : cache);
  }
  if (kind === 'playlist' && encoding === '' && file.bytes.length > packetBytes) {
    note('HLS-807', uri, `${file.bytes.length} bytes as they are`);
  }
}
