import type { ParsedMediaPlaylist } from '../playlist/parse-playlist.ts';
import type { ReadPlaylist } from './check-playlist-text.ts';
import type { Note } from './findings.ts';

const longestTargetSeconds = 6;
/** Segments shorter than this are runts, unless the clip is. */
const shortestSegmentSeconds = 0.5;

/** Checks what a media playlist says, without its segments. */
export function checkMediaPlaylist({ uri, playlist }: ReadPlaylist<ParsedMediaPlaylist>, note: Note): void {
  checkVersion(uri, playlist, note);
  if (playlist.isEnded && playlist.type === null) note('HLS-108', uri, 'no EXT-X-PLAYLIST-TYPE');
  if (!playlist.isEnded && playlist.type === 'VOD') note('HLS-109', uri, 'no EXT-X-ENDLIST');
  if (playlist.type === 'EVENT' && playlist.startOffsetSeconds !== 0) {
    const offset = playlist.startOffsetSeconds;
    note('HLS-113', uri, offset === null ? 'no EXT-X-START' : `TIME-OFFSET=${offset}`);
  }
  if (playlist.segments.length === 0 && playlist.isEnded) note('HLS-118', uri, 'no segments');
  if (playlist.targetDurationSeconds > longestTargetSeconds && !playlist.isIFramesOnly) {
    note('HLS-117', uri, `${playlist.targetDurationSeconds} s`);
  }
  checkLengths(uri, playlist, note);
  checkNames(uri, playlist, note);
}

function checkVersion(uri: string, playlist: ParsedMediaPlaylist, note: Note): void {
  const { version, segments, isIFramesOnly, mapUri } = playlist;
  const hasDecimals = segments.some(({ durationSeconds }) => !Number.isInteger(durationSeconds));
  const hasRanges = segments.some(({ byteRange }) => byteRange !== null);
  const needed = Math.max(
    1,
    hasDecimals ? 3 : 1,
    hasRanges || isIFramesOnly ? 4 : 1,
    mapUri === null ? 1 : isIFramesOnly ? 5 : 6,
  );
  if (version < needed) note('HLS-104', uri, `version ${version} instead of ${needed}`);
  else if (mapUri !== null && version < 7) note('HLS-105', uri, `version ${version}`);
}

function checkLengths(uri: string, playlist: ParsedMediaPlaylist, note: Note): void {
  const { segments, targetDurationSeconds, isIFramesOnly } = playlist;
  segments.forEach(({ durationSeconds }, index) => {
    const where = `segment ${index}`;
    const found = `${durationSeconds} s, target ${targetDurationSeconds} s`;
    if (durationSeconds <= 0) note('HLS-116', uri, `${durationSeconds} s`, where);
    else if (durationSeconds < shortestSegmentSeconds && segments.length > 1 && !isIFramesOnly) {
      note('HLS-410', uri, `${durationSeconds} s`, where);
    }
    if (Math.round(durationSeconds) > targetDurationSeconds) note('HLS-106', uri, found, where);
  });
}

function checkNames(uri: string, { segments }: ParsedMediaPlaylist, note: Note): void {
  const known = new Set<string>();
  segments.forEach(({ uri: name, byteRange }, index) => {
    // A range without a start goes on where the last one ended, so it is always another one.
    if (byteRange !== null && byteRange.startByte === null) return;
    const key = byteRange === null ? name : `${name} ${byteRange.lengthBytes}@${byteRange.startByte}`;
    if (known.has(key)) note('HLS-112', uri, key, `segment ${index}`);
    known.add(key);
  });
}
