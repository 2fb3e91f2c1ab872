import type { ParsedMediaPlaylist } from '../playlist/parse-playlist.ts';
import { resolveUri } from '../playlist/resolve-uri.ts';
import type { ReadPlaylist } from './check-playlist-text.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { FileSource } from './file-source.ts';
import type { Note } from './findings.ts';
import { segmentFormat } from './segment-content.ts';

/** What a subtitle playlist may end earlier than the content. */
const endToleranceSeconds = 0.5;

/** Checks a subtitle playlist and its WebVTT segments. `contentSeconds`: null when it is not known. */
export async function checkSubtitles(
  { uri, playlist }: ReadPlaylist<ParsedMediaPlaylist>,
  contentSeconds: number | null,
  source: FileSource,
  note: Note,
): Promise<void> {
  for (const segment of playlist.segments) {
    const address = resolveUri(uri, segment.uri);
    const file = await source.open(address, 'subtitles');
    // Subtitles in fragmented MP4 (IMSC) are not looked into.
    if (file === null || segmentFormat(file.bytes) === 'mp4') continue;
    const text = decodeUtf8(file.bytes);
    if (text === null || !/^\ufeff?WEBVTT(\s|$)/.test(text))
      note('HLS-701', address, 'no WEBVTT at its begin');
    else if (!/^X-TIMESTAMP-MAP=/m.test(text.split(/\r?\n\r?\n/)[0] ?? '')) {
      note('HLS-702', address, 'no X-TIMESTAMP-MAP in its header');
    }
  }
  const seconds = playlist.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  if (contentSeconds !== null && seconds < contentSeconds - endToleranceSeconds) {
    note('HLS-703', uri, `${seconds.toFixed(3)} s of ${contentSeconds.toFixed(3)} s`);
  }
}
