import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitFile,
  admitUpload,
  expectedPartBytes,
  isVideoName,
  layOutParts,
  maxOpenUploads,
  missingParts,
} from './index.ts';

const mebibyte = 1024 * 1024;

describe('how a file is cut', () => {
  const wishes = fc.option(fc.integer({ min: 256 * 1024, max: 16 * mebibyte }), { nil: undefined });
  const smallest = fc.constantFrom(1, 5 * mebibyte);

  it('covers every file exactly, in at most 10 000 parts, none of them below what the store takes (UPL-1)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 42 }),
        wishes,
        smallest,
        (sizeBytes, wishedBytes, smallestPartBytes) => {
          const layout = layOutParts(sizeBytes, { wishedBytes, smallestPartBytes });
          expect(layout.partCount).toBeLessThanOrEqual(10_000);
          expect(layout.partSizeBytes).toBeGreaterThanOrEqual(smallestPartBytes);
          const upload = { ...layout, sizeBytes };
          const last = expectedPartBytes(upload, layout.partCount);
          expect(last).toBeGreaterThan(0);
          expect((layout.partCount - 1) * layout.partSizeBytes + last).toBe(sizeBytes);
        },
      ),
    );
  });

  it.each([
    ['no wish', 20 * mebibyte, undefined, 1, 4 * mebibyte],
    ['a wish', 20 * mebibyte, 300_000, 1, 300_000],
    ['a wish below what the store takes', 20 * mebibyte, 300_000, 5 * mebibyte, 5 * mebibyte],
    ['no wish and a store that wants more', 20 * mebibyte, undefined, 5 * mebibyte, 5 * mebibyte],
    ['a wish that would make too many parts', 10_001 * 300_000, 300_000, 1, mebibyte],
  ])('follows %s (UPL-1)', (_name, sizeBytes, wishedBytes, smallestPartBytes, partSizeBytes) => {
    expect(layOutParts(sizeBytes, { wishedBytes, smallestPartBytes })).toMatchObject({ partSizeBytes });
  });

  it.each([0, -1, 1.5, 4])('knows no part %s of three', (n) => {
    const upload = { partSizeBytes: 4, partCount: 3, sizeBytes: 10 };
    expect(() => expectedPartBytes(upload, n)).toThrowError(
      expect.objectContaining({ code: 'part_out_of_range' }),
    );
  });

  it('names the parts that are missing (UPL-11)', () => {
    expect(missingParts({ partSizeBytes: 4, partCount: 4 }, [3, 1])).toEqual([2, 4]);
    expect(missingParts({ partSizeBytes: 4, partCount: 2 }, [1, 2])).toEqual([]);
  });
});

describe('what is refused at the first call', () => {
  const limits = { maxUploadBytes: 100, quotaBytes: 150 };
  const nothing = { usedBytes: 0, openUploads: 0, ownLackingBytes: 0, allLackingBytes: 0, freeBytes: null };

  it.each([
    [{ sizeBytes: 101 }, 'file_too_large'],
    [{ sizeBytes: 10, contentType: 'image/png' }, 'unsupported_media_type'],
    [{ sizeBytes: 10, contentType: 'text/html; charset=utf-8' }, 'unsupported_media_type'],
  ])('refuses %o as %s (UPL-2)', (file, code) => {
    expect(() => admitFile(file, limits)).toThrowError(expect.objectContaining({ code }));
  });

  it.each([
    ['over the quota', 60, { usedBytes: 91 }, 'quota_exceeded'],
    ['one upload too many', 1, { openUploads: maxOpenUploads }, 'too_many_uploads'],
    ['more than the disk has left', 60, { freeBytes: 59 }, 'storage_full'],
    ['what others were promised', 60, { freeBytes: 100, allLackingBytes: 41 }, 'storage_full'],
    [
      'more than half of the disk with several uploads',
      40,
      { freeBytes: 100, openUploads: 1, ownLackingBytes: 11, allLackingBytes: 11 },
      'too_many_uploads',
    ],
  ])('refuses what would be %s (UPL-2)', (_name, sizeBytes, use, code) => {
    const admit = () => admitUpload({ sizeBytes }, { ...nothing, ...use }, limits);
    expect(admit).toThrowError(expect.objectContaining({ code }));
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
    expect(() => admitFile(file, limits)).not.toThrow();
    expect(() => admitUpload(file, nothing, limits)).not.toThrow();
  });

  it('lets a single upload take all that is left', () => {
    expect(() => admitUpload({ sizeBytes: 100 }, { ...nothing, freeBytes: 100 }, limits)).not.toThrow();
  });

  it('knows no quota when there is none', () => {
    const use = { ...nothing, usedBytes: 1e12 };
    expect(() => admitUpload({ sizeBytes: 100 }, use, { ...limits, quotaBytes: null })).not.toThrow();
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
