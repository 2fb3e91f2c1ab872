import {
  type ParsedMediaPlaylist,
  type ParsedMultivariantPlaylist,
  parsePlaylist,
  PlaylistError,
} from '../playlist/parse-playlist.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { OpenedFile } from './file-source.ts';
import type { Note } from './findings.ts';

const onceTags = [
  'EXT-X-VERSION',
  'EXT-X-TARGETDURATION',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-DISCONTINUITY-SEQUENCE',
  'EXT-X-PLAYLIST-TYPE',
  'EXT-X-ENDLIST',
  'EXT-X-I-FRAMES-ONLY',
  'EXT-X-INDEPENDENT-SEGMENTS',
  'EXT-X-START',
];

const mediaTags =
  /^(EXTINF|EXT-X-(TARGETDURATION|MEDIA-SEQUENCE|PLAYLIST-TYPE|ENDLIST|MAP|BYTERANGE|KEY|DISCONTINUITY|I-FRAMES-ONLY))$/;
const multivariantTags = /^EXT-X-(MEDIA|STREAM-INF|I-FRAME-STREAM-INF|SESSION-DATA|SESSION-KEY)$/;

/** A playlist that could be read. */
export interface ReadPlaylist<T = ParsedMediaPlaylist | ParsedMultivariantPlaylist> {
  /** Base for what it names. */
  uri: string;
  /** What it says. */
  playlist: T;
}

/** Checks the text of a playlist of either kind and reads it; null when that is impossible. */
export function checkPlaylistText({ uri, bytes }: OpenedFile, note: Note): ReadPlaylist | null {
  let text = decodeUtf8(bytes);
  if (text === null) {
    note('HLS-102', uri, 'not UTF-8');
    return null;
  }
  if (text.startsWith('\ufeff')) {
    note('HLS-102', uri, 'a byte order mark');
    text = text.slice(1);
  }
  let isReadable = true;
  if (!/^#EXTM3U(\r?\n|$)/.test(text)) {
    note('HLS-101', uri, JSON.stringify(text.slice(0, 40)));
    isReadable = false;
  }
  const rows = text.split(/\r?\n/);
  const names = rows.map((row) => (row.startsWith('#EXT') ? (/^#([^:]*)/.exec(row)?.[1] ?? '') : ''));
  checkTags(uri, names, note);
  const isMedia = !names.some((name) => multivariantTags.test(name));
  if (isMedia && !names.includes('EXT-X-TARGETDURATION') && names.includes('EXTINF')) {
    note('HLS-107', uri, 'no such tag');
    isReadable = false;
  }
  if (!isReadable) return null;
  try {
    return { uri, playlist: parsePlaylist(text) };
  } catch (error) {
    if (!(error instanceof PlaylistError)) throw error;
    note('HLS-103', uri, error.message);
    return null;
  }
}

function checkTags(uri: string, names: readonly string[], note: Note): void {
  for (const tag of onceTags) {
    const first = names.indexOf(tag);
    const second = names.indexOf(tag, first + 1);
    if (first >= 0 && second >= 0) note('HLS-114', uri, `${tag} again`, `line ${second + 1}`);
  }
  const media = names.findIndex((name) => mediaTags.test(name));
  const multivariant = names.findIndex((name) => multivariantTags.test(name));
  if (media >= 0 && multivariant >= 0) {
    const line = Math.max(media, multivariant);
    note('HLS-115', uri, `${names[media]} and ${names[multivariant]}`, `line ${line + 1}`);
  }
}
