import { expect, test } from 'vitest';
import { hasSound } from './has-sound.ts';

const rendition = { widthPx: 640, heightPx: 360, bitrateBps: 800_000 };
const of = (...codecs: string[]) => ({ renditions: codecs.map((codec) => ({ ...rendition, codec })) });

test('a picture without a sound codec has nothing to turn on', () => {
  expect(hasSound(of('avc1.64001e'))).toBe(false);
  expect(hasSound(of('hvc1.2.4.L93.B0', 'avc1.64001e'))).toBe(false);
});

test('one rendition with sound is enough', () => {
  expect(hasSound(of('avc1.64001f,mp4a.40.2'))).toBe(true);
  expect(hasSound(of('avc1.64001f', 'avc1.64001f, mp4a.40.2'))).toBe(true);
});

test('what is not known yet is believed to have sound', () => {
  expect(hasSound(of())).toBe(true);
  expect(hasSound(null)).toBe(true);
});
