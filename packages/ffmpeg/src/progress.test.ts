import { expect, it } from 'vitest';
import { ProgressReader, type FfmpegProgress } from './progress.ts';

const text = [
  'frame=0\nfps=0.00\nout_time_us=N/A\nspeed=N/A\nprogress=continue\n',
  'frame=12\nout_time_us=-66000\nprogress=continue\n',
  'frame=60\nout_time_us=2000000\nprogress=end\n',
].join('');

it.each([1, 7, text.length])('reads reports that come in pieces of %s bytes', (size) => {
  const seen: FfmpegProgress[] = [];
  const reader = new ProgressReader((progress) => seen.push(progress));
  for (let at = 0; at < text.length; at += size) reader.add(text.slice(at, at + size));
  expect(seen).toEqual([
    { outTimeMs: null, frame: 0 },
    { outTimeMs: 0, frame: 12 },
    { outTimeMs: 2000, frame: 60 },
  ]);
});

it('holds little of a flood without line breaks, and goes on behind it', () => {
  const seen: FfmpegProgress[] = [];
  const reader = new ProgressReader((progress) => seen.push(progress));
  const flood = 'x'.repeat(1_000_000);
  // Held as a whole, this would be more than a text can be.
  for (let n = 0; n < 1000; n += 1) reader.add(flood);
  reader.add('\nframe=3\nprogress=end\n');
  expect(seen).toEqual([{ outTimeMs: null, frame: 3 }]);
});
