/** Extensions of files that may hold video, without the dot: what cameras, phones, recorders and editors write. */
export const videoExtensions: readonly string[] =
  '3g2 3gp asf avi f4v flv m2t m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv qt trp ts vob webm wmv'.split(' ');

const known = new Set(videoExtensions);

/** Whether a file may be a video by its name. Its bytes decide. */
export function isVideoName(fileName: string): boolean {
  return known.has(/\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '');
}

/** Documents; systems give other types of text to videos, such as that of Qt's translations to `.ts`. */
const documents = new Set(['text/plain', 'text/html', 'text/css', 'text/csv', 'text/markdown', 'text/xml']);

/**
 * Whether a file may be a video by its MIME type. Systems make types up from the extension (`model/vnd.mts`,
 * `text/vnd.trolltech.linguist`, `audio/3gpp`), so only what no system calls a video is none.
 */
export function isPossibleVideoType(contentType: string): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return !type.startsWith('image/') && !type.startsWith('font/') && !documents.has(type);
}
