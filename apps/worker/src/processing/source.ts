import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlobStore } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import type { StoredArtefact } from '@weireel/db/videos';
import { FfmpegError, runFfprobe, type FfmpegPrograms } from '@weireel/ffmpeg';
import { Mp4FormatError, readMovie, type MovieTrack } from '@weireel/hls';
import {
  allowedDemuxers,
  parseProbe,
  probeSections,
  refusalOfHead,
  sniffContainer,
  sniffedBytes,
  type Demuxer,
  type ProbeResult,
} from '@weireel/media';
import { inputArguments, type MediaInput } from '@weireel/transcode';
import { findMovie } from '@weireel/upload';
import { probeLimits } from '../machine/limits.ts';

/** What a source is called in its work folder, whatever people called it. */
const inputName = 'input';

/** Puts an asset's source into a work folder, which holds nothing else, and says what it is. */
export async function openSource(
  blobs: BlobStore,
  source: StoredArtefact<'source'> | null,
  folder: string,
): Promise<MediaInput> {
  const facts = source && (await blobs.head(source.key));
  if (!source || !facts) throw new WeireelError('source_missing');
  const { key } = source;
  if (facts.sizeBytes === 0) throw new WeireelError('media_empty');
  const demuxer =
    allowedDemuxers.find((name) => name === source.facts.container) ??
    demuxerOf(await readRange(blobs, key, 0, Math.min(sniffedBytes, facts.sizeBytes)));
  await blobs.materialise(key, join(folder, inputName));
  return { demuxer, path: inputName };
}

function demuxerOf(head: Uint8Array): Demuxer {
  const demuxer = sniffContainer(head);
  if (demuxer === null) throw new WeireelError(refusalOfHead(head) ?? 'media_unknown_format');
  return demuxer;
}

/**
 * What the sample tables of an MP4 say of its tracks, in the order of the file; null where there are none, or none
 * that can be read.
 */
export async function readTracks(
  blobs: BlobStore,
  key: string | null,
  demuxer: string,
): Promise<MovieTrack[] | null> {
  const facts = key === null || demuxer !== 'mov' ? null : await blobs.head(key);
  if (key === null || !facts) return null;
  const read = (start: number, endExclusive: number) => readRange(blobs, key, start, endExclusive);
  const search = await findMovie(read, facts.sizeBytes);
  if (search.outcome !== 'found') return null;
  try {
    const tracks = readMovie(await read(search.movie.start, search.movie.endExclusive));
    return tracks.some(({ chunks }) => chunks.length > 0) ? tracks : null;
  } catch (error) {
    // FFmpeg forgives more than we do.
    if (error instanceof Mp4FormatError) return null;
    throw error;
  }
}

/** Bytes of a blob; none when it is not there. */
async function readRange(
  blobs: BlobStore,
  key: string,
  start: number,
  endExclusive: number,
): Promise<Uint8Array> {
  const reading = await blobs.read(key, { start, endExclusive });
  return reading ? buffer(reading.body) : new Uint8Array();
}

/** Asks ffprobe what a source holds; `writeInput` feeds one that comes by standard input. */
export async function probeSource(
  programs: FfmpegPrograms,
  input: MediaInput,
  folder: string,
  signal: AbortSignal,
  writeInput?: (input: Writable) => Promise<void>,
): Promise<ProbeResult> {
  const run = runFfprobe({
    program: programs.ffprobePath,
    args: [
      ...['-format_whitelist', allowedDemuxers.join(',')],
      ...probeSections,
      ...['-of', 'json'],
      ...inputArguments(input),
    ],
    ...(writeInput && { writeInput }),
    folder,
    limits: probeLimits,
    signal,
  });
  const text = await run.catch((error: unknown) => {
    // It gives up at a thousand, before it could list them.
    const isCrowded = error instanceof FfmpegError && /exceeds max_streams/.test(error.stderr.join());
    throw isCrowded ? new WeireelError('media_too_many_streams', { cause: error }) : error;
  });
  return parseProbe(JSON.parse(text));
}
