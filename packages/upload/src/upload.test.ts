import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitUpload, expectedPartBytes, isVideoName, layOutParts, missingParts } from './index.ts';

const mebibyte = 1024 * 1024;

describe('how a file is cut', () => {
  it('covers every file exactly, in at most 10 000 parts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 42 }), (sizeBytes) => {
        const layout = layOutParts(sizeBytes);
        expect(layout.partCount).toBeLessThanOrEqual(10_000);
        expect(layout.partSizeBytes % mebibyte).toBe(0);
        const upload = { ...layout, sizeBytes };
        const last = expectedPartBytes(upload, layout.partCount);
        expect(last).toBeGreaterThan(0);
        expect((layout.partCount - 1) * layout.partSizeBytes + last).toBe(sizeBytes);
      }),
    );
  });

  it.each([0, -1, 1.5, 4])('knows no part %s of three', (n) => {
    const upload = { partSizeBytes: 4, partCount: 3, sizeBytes: 10 };
    expect(() => expectedPartBytes(upload, n)).toThrowError(
      expect.objectContaining({ code: 'part_out_of_range' }),
    );
  });

  it('names the parts that are missing', () => {
    expect(missingParts({ partSizeBytes: 4, partCount: 4 }, [3, 1])).toEqual([2, 4]);
    expect(missingParts({ partSizeBytes: 4, partCount: 2 }, [1, 2])).toEqual([]);
  });
});

describe('what is refused at the first call', () => {
  const limits = { maxUploadBytes: 100, quotaBytes: 150 };

  it.each([
    [{ sizeBytes: 101 }, 0, 'file_too_large'],
    [{ sizeBytes: 60 }, 91, 'quota_exceeded'],
    [{ sizeBytes: 10, contentType: 'image/png' }, 0, 'unsupported_media_type'],
    [{ sizeBytes: 10, contentType: 'text/html; charset=utf-8' }, 0, 'unsupported_media_type'],
  ])('refuses %o with %i bytes used as %s', (file, used, code) => {
    expect(() => admitUpload(file, used, limits)).toThrowError(expect.objectContaining({ code }));
  });

  it.each([
    { sizeBytes: 100 },
    { sizeBytes: 10, contentType: 'video/mp4' },
    { sizeBytes: 10, contentType: 'application/octet-stream' },
    { sizeBytes: 10, contentType: '' },
    { sizeBytes: 10, contentType: 'model/vnd.mts' },
    { sizeBytes: 10, contentType: 'text/vnd.trolltech.linguist' },
    { sizeBytes: 10, contentType: 'text/x-typescript; charset=utf-8' },
    { sizeBytes: 10, contentType: 'audio/3gpp' },
  ])('lets %o pass', (file) => {
    expect(() => admitUpload(file, 0, limits)).not.toThrow();
  });

  it('knows no quota when there is none', () => {
    expect(() => admitUpload({ sizeBytes: 100 }, 1e12, { ...limits, quotaBytes: null })).not.toThrow();
  });
});

it.each([
  ['00012.MTS', true],
  ['clip.m2t', true],
  ['my.holiday.mp4', true],
  ['notes.txt', false],
  ['mp4', false],
])('knows by its name whether %s may be a video', (name, may) => {
  expect(isVideoName(name)).toBe(may);
});
