import { buffer } from 'node:stream/consumers';
import { moveChunks, readMovie, type MovieTrack } from '@weireel/hls';
import { allowedDemuxers, type Demuxer } from '@weireel/media';
import { findMovie, type BytePlace } from '@weireel/upload';
import type { ArrivingFile } from './arriving-file.ts';

/** Media that can be read once, from its beginning to its end, while it arrives. */
export interface ArrivingMedia {
  /** FFmpeg demuxer. */
  demuxer: Demuxer;
  /** Tracks by their sample tables; null where only the media data itself tells. */
  tracks: MovieTrack[] | null;
  /** Its pieces in order: bytes, or where they lie in the file. */
  pieces: (Uint8Array | BytePlace)[];
  /** Up to where the file has to be there for a look at what it holds. */
  headEnd: number;
}

/** What is enough for a look at what a file holds. */
const headBytes = 4 * 1024 * 1024;

/**
 * Says how a file is read in order: an MP4 with its movie header before all media data, wherever it lies in the file,
 * anything else as it is. Null: it cannot be.
 *
 * @throws Mp4FormatError for a damaged movie header
 */
export async function openArrivingMedia(
  file: ArrivingFile,
  signal: AbortSignal,
): Promise<ArrivingMedia | null> {
  const read = (start: number, endExclusive: number): Promise<Uint8Array> =>
    buffer(file.read({ start, endExclusive }, signal));
  const whole = { start: 0, endExclusive: file.sizeBytes };
  // Noted when work was begun, which is what called us here.
  const demuxer = allowedDemuxers.find((name) => name === file.container) ?? null;
  if (demuxer === null || demuxer === 'avi') return null;
  const headEnd = Math.min(headBytes, file.sizeBytes);
  if (demuxer !== 'mov') return { demuxer, tracks: null, pieces: [whole], headEnd };

  const search = await findMovie(read, file.sizeBytes);
  if (search.outcome !== 'found') return null;
  const { movie, mediaStart } = search;
  const header = await read(movie.start, movie.endExclusive);
  const found = readMovie(header);
  const tracks = found.some(({ chunks }) => chunks.length > 0) ? found : null;
  if (mediaStart === null) {
    return { demuxer, tracks, pieces: [whole], headEnd: Math.max(headEnd, movie.endExclusive) };
  }
  const media = { start: mediaStart, endExclusive: movie.start };
  const rest = { start: movie.endExclusive, endExclusive: file.sizeBytes };
  const moved = moveChunks(header, { ...media, byBytes: header.length });
  return { demuxer, tracks, pieces: [{ start: 0, endExclusive: mediaStart }, moved, media, rest], headEnd };
}

/** The bytes of media in order, as they arrive; those of the file up to `end` only. */
export async function* readMedia(
  file: ArrivingFile,
  pieces: ArrivingMedia['pieces'],
  signal: AbortSignal,
  end = Infinity,
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else if (piece.start < end) {
      yield* file.read({ start: piece.start, endExclusive: Math.min(piece.endExclusive, end) }, signal);
    }
  }
}
