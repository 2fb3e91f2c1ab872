/** FFmpeg demuxers that we let near a file. */
export type Demuxer = 'mov' | 'matroska' | 'avi' | 'flv' | 'mpegts';

/** Demuxers by FFmpeg's names, for `-format_whitelist`. */
export const allowedDemuxers: readonly Demuxer[] = ['mov', 'matroska', 'avi', 'flv', 'mpegts'];

/** Bytes that `sniffContainer` wants to see: MPEG-TS takes a few packets. */
export const sniffedBytes = 4096;

const mp4Boxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp']);
const tsPacketBytes = 188;

/**
 * Tells a container by its first `sniffedBytes`; null for everything else. Text (playlists,
 * scripts) is never a container, whatever it is named.
 *
 * Sources: ISO/IEC 14496-12 (boxes), EBML (1A 45 DF A3), RIFF AVI, FLV file header, ISO/IEC 13818-1 (sync byte).
 */
export function sniffContainer(head: Uint8Array): Demuxer | null {
  const word = (at: number): string =>
    String.fromCharCode(head[at] ?? 0, head[at + 1] ?? 0, head[at + 2] ?? 0, head[at + 3] ?? 0);
  if (head.length < 12) return null;
  if (mp4Boxes.has(word(4))) return 'mov';
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'matroska';
  if (word(0) === 'RIFF' && word(8) === 'AVI ') return 'avi';
  if (word(0).startsWith('FLV') && head[3] === 1) return 'flv';
  return isTransportStream(head) ? 'mpegts' : null;
}

/** Sync bytes every 188 bytes, or 192 with a time code before each packet (M2TS cameras). */
function isTransportStream(head: Uint8Array): boolean {
  const isRegular = (first: number, step: number): boolean => {
    let packets = 0;
    for (let at = first; at < head.length; at += step) {
      if (head[at] !== 0x47) return false;
      packets += 1;
    }
    return packets >= 3;
  };
  return isRegular(0, tsPacketBytes) || isRegular(4, tsPacketBytes + 4);
}
