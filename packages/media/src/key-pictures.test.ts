import { expect, test } from 'vitest';
import { findMainPicture, keyPictureSections, readKeyPictures } from './key-pictures.ts';
import { parseProbe } from './parse-probe.ts';

const atZero = { startMs: 0 };
const frame = (seconds: number, width: number, height: number, more = {}) => ({
  best_effort_timestamp_time: seconds.toFixed(6),
  ...{ width, height, sample_aspect_ratio: 'N/A', ...more },
});

function streamOf(more = {}) {
  const stream = { index: 0, codec_type: 'video', codec_name: 'vp8', width: 160, height: 90, ...more };
  const { video } = parseProbe({ format: { format_name: 'matroska,webm' }, streams: [stream] });
  if (video === null) throw new Error('no picture');
  return video;
}

test('the main picture is shown for the longest time, of equals the larger one', () => {
  const sizes = (frames: object[], endMs: number | null = null) => {
    const { video, changes } = findMainPicture(streamOf(), readKeyPictures({ frames }, atZero), endMs);
    return [video.codedWidthPx, video.codedHeightPx, changes];
  };
  expect(sizes([])).toEqual([160, 90, false]);
  expect(sizes([frame(0, 160, 90), frame(2, 160, 90)])).toEqual([160, 90, false]);
  expect(sizes([frame(0, 160, 90), frame(2, 320, 180)], 3000)).toEqual([160, 90, true]);
  expect(sizes([frame(2, 320, 180), frame(0, 160, 90)], 9000)).toEqual([320, 180, true]);
  expect(sizes([frame(0, 160, 90), frame(2, 320, 180)], 4000)).toEqual([320, 180, true]);
});

test('the last key picture is shown until the end, by whatever clock the file goes', () => {
  const hours = { startMs: 36_000_000 };
  const pictures = readKeyPictures({ frames: [frame(36_000, 160, 90), frame(36_002, 90, 160)] }, hours);
  expect(pictures.map(({ atMs }) => atMs)).toEqual([0, 2000]);
  expect(findMainPicture(streamOf(), pictures, 5000).video).toMatchObject({ codedWidthPx: 90 });
  const sections = keyPictureSections({ container: 'matroska,webm', ...hours }, streamOf(), 64_000);
  expect(sections.join(' ')).toContain('-read_intervals 36000.000%+#1,36001.000%+#1');
});

test('the shape of the pixels and what the stream says of its orientation count as well', () => {
  const side_data_list = [{ displaymatrix: '\n00000000: 0 65536 0\n00000001: -65536 0 0\n' }];
  const wide = frame(0, 160, 90, { sample_aspect_ratio: '4:3' });
  const [turned] = readKeyPictures({ frames: [frame(0, 160, 90, { side_data_list })] }, atZero);
  const found = (stream: object, pictures: object[]) =>
    findMainPicture(streamOf(stream), readKeyPictures({ frames: pictures }, atZero), 4000).video;
  expect(found({}, [wide, frame(3, 160, 90)]).pixelAspect).toEqual({ num: 4, den: 3 });
  expect(turned?.orientation?.turn).toBe(90);
  expect(found({}, [frame(0, 160, 90, { side_data_list })]).orientation.turn).toBe(90);
  // The container comes first.
  const upsideDown = [{ displaymatrix: '\n00000000: -65536 0 0\n00000001: 0 -65536 0\n' }];
  const held = found({ side_data_list: upsideDown }, [frame(0, 160, 90, { side_data_list })]);
  expect(held.orientation.turn).toBe(180);
});

test('of Matroska of a known length only some places are looked at', () => {
  const video = streamOf();
  const sections = (container: string, endMs: number | null) =>
    keyPictureSections({ container, ...atZero }, video, endMs).join(' ');
  expect(sections('matroska,webm', 64_000)).toContain('-read_intervals 0.000%+#1,1.000%+#1,2.000%+#1');
  expect(sections('matroska,webm', null)).not.toContain('-read_intervals');
  expect(sections('mpegts', 64_000)).not.toContain('-read_intervals');
});
