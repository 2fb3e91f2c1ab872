import { roundedSeconds } from '../packager/measure-bitrates.ts';
import { checkedUri, lines } from './media-playlist.ts';

/** Subtitles in one language as a multivariant playlist names them. */
export interface Subtitles {
  /** URI of their playlist. */
  uri: string;
  /** Language tag (BCP 47). */
  language: string;
  /** What a person chooses them by; whatever cannot stand in a playlist is left out of it. */
  name: string;
}

/** The group that all variants name. */
const group = 'captions';

/**
 * Adds subtitles to a multivariant playlist (RFC 8216 section 4.3.4.1): a player may choose them by the language of
 * its system, and shows none by itself. Names are unique within a group, so that one of two equal ones is told apart by
 * its language.
 */
export function declareSubtitles(playlist: string, subtitles: readonly Subtitles[]): string {
  if (subtitles.length === 0) return playlist;
  const taken = new Set<string>();
  const media = subtitles.map(({ uri, language, name }) => {
    const plain = name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}"]/gu, '').trim();
    const unique = plain === '' || taken.has(plain) ? `${plain} (${language})`.trim() : plain;
    taken.add(unique);
    return [
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${group}",LANGUAGE="${language}",NAME="${unique}"`,
      `DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${checkedUri(uri)}"`,
    ].join(',');
  });
  const [before, after] = partAt(playlist, '#EXT-X-STREAM-INF:');
  const variants = after.replaceAll(/^(#EXT-X-STREAM-INF:.*)$/gm, `$1,SUBTITLES="${group}"`);
  return `${before}${lines(...media)}${variants}`;
}

function partAt(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/**
 * The playlist of subtitles in one file, which last as long as what they belong to. Its target duration may differ from
 * those of the pictures, because it is complete (RFC 8216 section 6.2.4).
 */
export function writeSubtitlePlaylist(uri: string, durationSeconds: number): string {
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, roundedSeconds(durationSeconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${durationSeconds.toFixed(6)},`,
    checkedUri(uri),
    '#EXT-X-ENDLIST',
  );
}
