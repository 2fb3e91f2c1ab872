/**
 * MIME types by the extension of a key. A local file has no place for its type beside its bytes, and every key is
 * named by us, so the extension carries it; what has none is a source as it was sent.
 */
const byExtension: Record<string, string> = {
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  m3u8: 'application/vnd.apple.mpegurl',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  otf: 'font/otf',
  vtt: 'text/vtt',
  json: 'application/json',
};

/** Type of a source, whatever its sender called it: nobody is ever served one as a page. */
const unknownType = 'application/octet-stream';

/** The MIME type that a key stands for. */
export function contentTypeOf(key: string): string {
  const extension = /\.([a-z0-9]+)$/.exec(key)?.[1] ?? '';
  return byExtension[extension] ?? unknownType;
}
