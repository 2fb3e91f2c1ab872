import { describe, expect, it } from 'vitest';
import { decideRange } from './range.ts';

const file = { sizeBytes: 100, etag: '"a"', ifRange: undefined };

describe('which bytes a Range header asks for', () => {
  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=90-', 90, 100],
    ['bytes=0-', 0, 100],
    ['bytes=95-500', 95, 100],
    ['bytes=-10', 90, 100],
    ['bytes=-1000', 0, 100],
    ['bytes=99-99', 99, 100],
  ])('%s is bytes %i to %i', (header, start, endExclusive) => {
    expect(decideRange(header, file)).toEqual({ kind: 'part', start, endExclusive });
  });

  it.each(['bytes=100-', 'bytes=200-300', 'bytes=-0'])('%s lies outside', (header) => {
    expect(decideRange(header, file)).toEqual({ kind: 'unsatisfiable' });
  });

  it.each([undefined, 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b'])(
    '%s gets the whole file',
    (header) => {
      expect(decideRange(header, file)).toEqual({ kind: 'whole' });
    },
  );

  it('gets the whole file when it changed since the client last looked', () => {
    expect(decideRange('bytes=0-9', { ...file, ifRange: '"b"' })).toEqual({ kind: 'whole' });
    expect(decideRange('bytes=0-9', { ...file, ifRange: '"a"' })).toEqual({
      kind: 'part',
      start: 0,
      endExclusive: 10,
    });
  });
});
