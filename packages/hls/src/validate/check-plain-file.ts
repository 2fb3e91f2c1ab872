import { readMovie } from '../movie/read-movie.ts';
import { findBox, readBoxes, writeBox } from '../mp4/box.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { OpenedFile } from './file-source.ts';
import type { Note } from './findings.ts';

/** Containers round, and the last frame of sound may end after the picture. */
const toleranceSeconds = 0.1;

/** Compares the length of the plain MP4, which is that of its longest track, with that of the HLS. */
export function checkPlainFile({ uri, bytes }: OpenedFile, hlsSeconds: number, note: Note): void {
  try {
    const movie = findBox(readBoxes(bytes), 'moov');
    if (movie === undefined) throw new Mp4FormatError('The box moov is missing');
    const lengths = readMovie(writeBox('moov', movie.payload)).map(({ kind, endMs }) =>
      kind === 'other' ? 0 : endMs / 1000,
    );
    const seconds = Math.max(0, ...lengths);
    if (Math.abs(seconds - hlsSeconds) > toleranceSeconds) {
      note('HLS-507', uri, `${seconds.toFixed(3)} s instead of ${hlsSeconds.toFixed(3)} s`);
    }
  } catch (error) {
    if (!(error instanceof Mp4FormatError)) throw error;
    note('HLS-507', uri, error.message);
  }
}
