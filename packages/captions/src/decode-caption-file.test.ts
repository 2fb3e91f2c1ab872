import { describe, expect, it } from 'vitest';
import { type CaptionEncoding, type StrictDecoder, decodeCaptionFile } from './decode-caption-file.ts';

const decode: StrictDecoder = (encoding, bytes) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
const read = (bytes: Uint8Array | string) =>
  decodeCaptionFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, decode);

const srt = '1\r\n00:00:01,000 --> 00:00:02,500\r\n大家好，欢迎来到微影\r\n';

/** Bytes of a text in an encoding that Node cannot write: found by decoding each pair of bytes. */
function encode(encoding: 'gb18030' | 'big5', text: string): Buffer {
  const pairs = new Map<string, [number, number]>();
  for (let lead = 0xfe; lead >= 0x81; lead -= 1) {
    for (let trail = 0xfe; trail >= 0x40; trail -= 1) {
      const character = decode(encoding, Uint8Array.of(lead, trail));
      if (character !== null) pairs.set(character, [lead, trail]);
    }
  }
  return Buffer.from([...text].flatMap((each) => pairs.get(each) ?? [each.charCodeAt(0)]));
}

const simplified = '我们今天来看一看北京的地铁，从西直门出发，经过动物园到达国家图书馆。路上人很多！';
const traditional = '我們今天來看一看臺北的捷運，從淡水出發，經過動物園到達國家圖書館。路上人很多！';
const timed = (text: string) => `1\r\n00:00:01,000 --> 00:00:02,500\r\n${text}\r\n`;

describe('the encoding of a caption file', () => {
  it('is UTF-8 with and without a mark, also where all is ASCII (CAP-7)', () => {
    expect(read(srt)).toEqual({ text: srt, encoding: 'utf-8' });
    expect(read(`\ufeff${srt}`)).toEqual({ text: srt, encoding: 'utf-8' });
    expect(read('WEBVTT\n\n00:01.000 --> 00:02.000\nHi')?.encoding).toBe('utf-8');
  });

  it.each(['utf-16le', 'utf-16be'] as const)('is %s with and without a mark (CAP-7)', (encoding) => {
    const bytesOf = (text: string) => {
      const bytes = Buffer.from(text, 'utf16le');
      return encoding === 'utf-16le' ? bytes : bytes.swap16();
    };
    for (const mark of ['', '\ufeff']) {
      expect(read(bytesOf(mark + srt))).toEqual({ text: srt, encoding });
    }
  });

  it.each([
    ['gb18030', simplified],
    ['big5', traditional],
  ] as const)(
    'is %s where that is certain (CAP-7)',
    (encoding: CaptionEncoding & ('gb18030' | 'big5'), words) => {
      for (const text of [timed(words), timed(words.slice(0, 9)), `${timed('Metro')}${timed(words)}`]) {
        expect(read(encode(encoding, text))).toEqual({ text, encoding });
      }
    },
  );

  it('is not guessed where it might be either, or is none (CAP-7)', () => {
    const accents = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nvoilà, déjà vu', 'latin1');
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000002000000020008060000', 'hex');
    const zeros = Buffer.alloc(100);
    const surrogate = Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]);
    for (const bytes of [accents, picture, zeros, surrogate, Buffer.from('1\n\u0001\u0002')]) {
      expect(read(bytes)).toBeNull();
    }
    expect(read('')).toEqual({ text: '', encoding: 'utf-8' });
  });
});
