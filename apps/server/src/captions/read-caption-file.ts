import { decodeCaptionFile, readCaptions, type ReadCaptions, type StrictDecoder } from '@weireel/captions';
import { captionTextLength, WeireelError } from '@weireel/contract';

/**
 * Reads a caption file as somebody sent it.
 *
 * @throws WeireelError `captions_unreadable`, `captions_too_large`, `captions_empty`
 */
export function readCaptionFile(bytes: Uint8Array): ReadCaptions {
  const decoded = decodeCaptionFile(bytes, decodeStrictly);
  if (decoded === null) throw new WeireelError('captions_unreadable');
  const read = readCaptions(decoded.text);
  const isTooLarge =
    read.problems.some(({ code }) => code === 'too_many') ||
    read.cues.some(({ text }) => text.length > captionTextLength);
  if (isTooLarge) throw new WeireelError('captions_too_large');
  if (read.cues.length === 0) {
    throw new WeireelError('captions_empty', { extra: { problems: read.problems } });
  }
  return read;
}

const decodeStrictly: StrictDecoder = (encoding, bytes) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // It is nothing in this encoding, which is what is asked.
    return null;
  }
};
