/** The bytes are not the fragmented MP4 that the packager expects: cut off, damaged, or another layout. */
export class Mp4FormatError extends Error {
  override readonly name = 'Mp4FormatError';
}
