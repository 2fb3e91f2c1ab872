import { describe, expect, it } from 'vitest';
import { isPhoto, refusalOfHead, sniffContainer } from './container.ts';

function bytes(text: string, length = 64): Uint8Array {
  const all = new Uint8Array(length);
  for (let at = 0; at < text.length; at += 1) all[at] = text.charCodeAt(at);
  return all;
}

function packets(step: number, offset: number): Uint8Array {
  const all = new Uint8Array(step * 12);
  for (let at = offset; at < all.length; at += step) all[at] = 0x47;
  return all;
}

describe('what the first bytes tell', () => {
  it.each([
    ['an MP4', bytes('\0\0\0\x18ftypisom'), 'mov'],
    ['an old QuickTime file', bytes('\0\0\0\x08wide\0\0\0\0mdat'), 'mov'],
    ['a Matroska or WebM file', bytes('\x1aE\xdf\xa3'), 'matroska'],
    ['an AVI', bytes('RIFF\0\0\0\0AVI LIST'), 'avi'],
    ['an FLV', bytes('FLV\x01\x05'), 'flv'],
    ['a transport stream', packets(188, 0), 'mpegts'],
    ['a camera’s transport stream', packets(192, 4), 'mpegts'],
    ['a broadcast with parity', packets(204, 0), 'mpegts'],
    ['a recording that begins within a packet', packets(188, 101), 'mpegts'],
    ['a camera’s that does', packets(192, 77), 'mpegts'],
    ['a moving AVIF', bytes('\0\0\0\x18ftypavis'), 'mov'],
  ])('knows %s', (_name, head, demuxer) => {
    expect(sniffContainer(head)).toBe(demuxer);
  });

  it.each([
    ['a playlist', bytes('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n')],
    ['a concat script', bytes('ffconcat version 1.0\nfile secret.mp4\n')],
    ['a web page', bytes('<!doctype html><script>')],
    ['a picture', bytes('\x89PNG\r\n\x1a\n')],
    ['music', bytes('ID3\x04\0')],
    ['a wave file', bytes('RIFF\0\0\0\0WAVEfmt ')],
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(4096)],
    ['a few stray sync bytes', packets(188, 101).subarray(0, 188 * 5)],
    ['a photo of a phone', bytes('\0\0\0\x18ftypheic')],
    ['an AVIF photo', bytes('\0\0\0\x20ftypavif')],
    ['one stray sync byte', bytes('G hello world, this is text')],
  ])('does not take %s for a video', (_name, head) => {
    expect(sniffContainer(head)).toBeNull();
  });
});

describe('a photo', () => {
  it.each([
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['HEIF of unnamed coding', '\0\0\0\x18ftypmif1'],
    ['AVIF', '\0\0\0\x20ftypavif'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF\0\x01'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\r'],
    ['WebP', 'RIFF\0\0\0\0WEBPVP8 '],
    ['GIF', 'GIF89a\0\0\0\0\0\0'],
    ['TIFF', 'II*\0\x08\0\0\0\0\0\0\0'],
  ])('is known by its first bytes: %s', (_name, start) => {
    expect(isPhoto(bytes(start))).toBe(true);
    expect(sniffContainer(bytes(start))).toBeNull();
    expect(refusalOfHead(bytes(start))).toBe('media_is_photo');
  });

  it.each([
    ['an MP4', '\0\0\0\x18ftypisom'],
    ['an AVI', 'RIFF\0\0\0\0AVI LIST'],
    ['a text', 'ffconcat version 1.0'],
  ])('is not what %s is', (_name, start) => {
    expect(isPhoto(bytes(start))).toBe(false);
  });
});
