import { expect, test } from 'vitest';
import { keepingOf } from './keep-in-album.ts';

test.each([
  ['saveImageToPhotosAlbum:fail auth deny', 'not allowed'],
  ['saveImageToPhotosAlbum:fail authorize no response', 'not allowed'],
  ['saveVideoToPhotosAlbum:fail system permission denied', 'not allowed'],
  ['saveImageToPhotosAlbum:fail privacy permission is not authorized', 'not allowed'],
  ['saveImageToPhotosAlbum:fail cancel', 'gone away'],
  ['saveVideoToPhotosAlbum:fail invalid video', 'failed'],
])('«%s» means: %s', (errMsg, keeping) => {
  expect(keepingOf(errMsg)).toBe(keeping);
});
