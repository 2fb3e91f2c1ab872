/** FFmpeg demuxers that we let near a file. */
export type Demuxer = 'mov' | 'matroska' | 'avi' | 'flv' | 'mpegts';

/** Demuxers by FFmpeg's names, for `-format_whitelist`. */
export const allowedDemuxers: readonly Demuxer[] = ['mov', 'matroska', 'avi', 'flv', 'mpegts'];

/** Bytes that `sniffContainer` wants to see: MPEG-TS takes a few packets. */
export const sniffedBytes = 4096;

const mp4Boxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp']);
const tsSyncByte = 0x47;
const tsPacketBytes = [188, 192, 204];
/** So many packets in a row are no chance. */
const fewestPackets = 8;

/**
 * Tells a container by its first `sniffedBytes`; null for everything else. Text (playlists,
 * scripts) is never a container, whatever it is named, nor is a photo (`isPhoto`).
 *
 * Sources: ISO/IEC 14496-12 (boxes), EBML (1A 45 DF A3), RIFF AVI, FLV file header, ISO/IEC 13818-1 (sync byte).
 */
export function sniffContainer(head: Uint8Array): Demuxer | null {
  const word = (at: number): string => wordAt(head, at);
  if (head.length < 12 || isPhoto(head)) return null;
  if (mp4Boxes.has(word(4))) return 'mov';
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'matroska';
  if (word(0) === 'RIFF' && word(8) === 'AVI ') return 'avi';
  if (word(0).startsWith('FLV') && head[3] === 1) return 'flv';
  return isTransportStream(head) ? 'mpegts' : null;
}

/**
 * Sync bytes every 188 bytes; 192 with a time code before each packet (M2TS cameras), 204 with parity behind it (DVB).
 * A recording may begin within a packet; then more of them have to follow, as other data may look like a few.
 */
function isTransportStream(head: Uint8Array): boolean {
  const countPackets = (first: number, step: number): number => {
    let packets = 0;
    for (let at = first; at < head.length; at += step) {
      if (head[at] !== tsSyncByte) return 0;
      packets += 1;
    }
    return packets;
  };
  return tsPacketBytes.some((step) => {
    const usual = step === 192 ? 4 : 0;
    if (countPackets(usual, step) >= 3) return true;
    for (let first = 0; first < step; first += 1) if (countPackets(first, step) >= fewestPackets) return true;
    return false;
  });
}

/** Major brands of files that hold one picture or a few (ISO/IEC 23008-12, AVIF); sequences of them play. */
const photoBrands = new Set(['avif', 'heic', 'heix', 'heim', 'heis', 'mif1', 'mif2', 'crx ', 'jxl ']);
/** How else photos begin: JPEG, PNG, GIF, TIFF in both byte orders, JPEG XL. */
const photoStarts = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0],
  [0x4d, 0x4d, 0, 0x2a],
  [0xff, 0x0a],
];

/**
 * Whether a file is a photo by its first bytes: people choose one by mistake, and deserve to be told so. What a phone
 * puts behind a photo (a second of video) does not make it a video.
 */
export function isPhoto(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  if (wordAt(head, 4) === 'ftyp') return photoBrands.has(wordAt(head, 8));
  if (wordAt(head, 0) === 'RIFF') return wordAt(head, 8) === 'WEBP';
  return photoStarts.some((start) => start.every((byte, n) => head[n] === byte));
}

/** Why a file is refused by its first `sniffedBytes`; null: it may be a video. */
export function refusalOfHead(head: Uint8Array): 'media_is_photo' | 'media_unknown_format' | null {
  if (isPhoto(head)) return 'media_is_photo';
  return sniffContainer(head) === null ? 'media_unknown_format' : null;
}

function wordAt(head: Uint8Array, at: number): string {
  return String.fromCharCode(head[at] ?? 0, head[at + 1] ?? 0, head[at + 2] ?? 0, head[at + 3] ?? 0);
}
