import { isVideoName, videoExtensions } from '@weireel/upload';

/** What the file picker offers. */
export const acceptedFiles = ['video/*', ...videoExtensions.map((extension) => `.${extension}`)].join(',');

/** Why a chosen file is not uploaded: message key below `upload.`. */
export type Unfit = 'notVideo' | 'emptyFile' | 'tooLarge';

/** Why a file cannot be uploaded; null: it can. */
export function unfitness(
  file: { name: string; size: number; type: string },
  maxUploadBytes: number | null,
): Unfit | null {
  // Systems make types up for what they do not know: the name counts as well.
  if (!file.type.startsWith('video/') && !isVideoName(file.name)) return 'notVideo';
  if (file.size === 0) return 'emptyFile';
  return maxUploadBytes !== null && file.size > maxUploadBytes ? 'tooLarge' : null;
}
