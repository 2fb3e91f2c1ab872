import { describe, expect, it } from 'vitest';
import { groupSegments } from './group-segments.ts';
import type { SegmentPicture } from './segment-picture.ts';

function shown(from: number, count: number, change: Partial<SegmentPicture & { kind: 'frames' }> = {}) {
  const frames = Array.from({ length: count }, (_, index) => from + index);
  const picture: SegmentPicture = { kind: 'frames', sha256: 'a', fit: 'contain', frames, ...change };
  return { picture };
}

const small = { widthPx: 720, heightPx: 1280 };
const sizes = (segments: { picture: SegmentPicture }[], runsAtOnce = 1, size = small) =>
  groupSegments(segments, size, runsAtOnce).map((group) => group.length);

describe('segments that are rendered together', () => {
  it('go on from one to the next, four at most', () => {
    const six = Array.from({ length: 6 }, (_, n) => shown(10 * n, 10));
    expect(sizes(six)).toEqual([4, 2]);
    expect(groupSegments(six, small, 1).flat()).toEqual(six);
  });

  it('are so few that there is a run for each processor', () => {
    const six = Array.from({ length: 6 }, (_, n) => shown(10 * n, 10));
    expect(sizes(six, 2)).toEqual([3, 3]);
    expect(sizes(six.slice(0, 2), 4)).toEqual([1, 1]);
  });

  it('are so few that their encoders have memory', () => {
    const six = Array.from({ length: 6 }, (_, n) => shown(10 * n, 10));
    expect(sizes(six, 1, { widthPx: 1080, heightPx: 1920 })).toEqual([3, 3]);
    expect(sizes(six, 1, { widthPx: 4096, heightPx: 4096 })).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it.each([
    ['leave something out', shown(11, 10)],
    ['are of another file', shown(10, 10, { sha256: 'b' })],
    ['are laid otherwise', shown(10, 10, { fit: 'cover' })],
    ['go backwards', shown(10, 2, { frames: [10, 9] })],
    ['are repeated', shown(10, 3, { frames: [10, 10, 11] })],
    ['show nothing', { picture: { kind: 'empty', count: 4 } as const }],
  ])('are none that %s', (_, next) => {
    expect(sizes([shown(0, 10), next])).toEqual([1, 1]);
  });
});
