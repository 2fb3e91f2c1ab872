import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findPlaylist, type EditionRow, type StoredRendition } from '@weireel/db/playback';
import type { AssetRow } from '@weireel/db/videos';
import { runFfmpeg } from '@weireel/ffmpeg';
import { parsePlaylist, type ParsedSegment } from '@weireel/hls';
import { encodeThumbhash, looksEmpty, type ProbeResult, type Size, type VideoStream } from '@weireel/media';
import { coverArguments, type LaidPicture } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import { readPipe } from './read-pictures.ts';
import { bytesOf } from '../edition/rendition-bytes.ts';
import type { WorkerContext } from '../worker-context.ts';

/** A picture that was taken of an edition. */
export interface TakenPicture {
  /** The JPEG file. */
  jpeg: Uint8Array;
  /** ThumbHash in base64. */
  placeholder: string;
  /** Whether hardly anything is on it. */
  isEmpty: boolean;
}

/** Where pictures are taken. */
export interface PictureWork {
  /** The asset. */
  asset: AssetRow;
  /** Folder for scratch files. */
  folder: string;
  /** Ends the work. */
  signal: AbortSignal;
}

/** Short edge of covers in pixels, where there is as much. */
const coverShortEdgePx = 720;
const smallLongEdgePx = 48;

/**
 * Takes the picture that is on the screen at a moment, of the rendition that fits a cover best. Only the segment that
 * holds the moment is read. Null when there is none.
 *
 * @param layOver what is laid over a picture of such a size. Default: nothing
 */
export async function takePicture(
  context: WorkerContext,
  work: PictureWork,
  edition: EditionRow,
  atMs: number,
  layOver: (size: Size) => Promise<LaidPicture[]> = () => Promise.resolve([]),
): Promise<TakenPicture | null> {
  const rendition = chooseRendition(edition.renditions ?? []);
  if (!rendition) return null;
  const place = locate(await segmentsOf(context, edition, rendition), atMs);
  if (place === null) return null;
  const prefix = `${edition.key_prefix}${rendition.name}/`;
  const path = 'moment.mp4';
  const mapUri = place.segment.map?.uri ?? '';
  await pipeline(
    async function* () {
      yield* bytesOf(context.blobs, prefix + mapUri);
      yield* bytesOf(context.blobs, prefix + place.segment.uri);
    },
    createWriteStream(join(work.folder, path)),
  );
  const size = scaled(rendition, (side) => coverShortEdgePx / Math.min(side.widthPx, side.heightPx));
  const smallSize = scaled(rendition, (side) => smallLongEdgePx / Math.max(side.widthPx, side.heightPx));
  const laid = await layOver(size);
  const [picture, small] = [readPipe(), readPipe()];
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: coverArguments(
      { demuxer: 'mov', path },
      {
        ...{ atMs: place.atMs, segmentMs: place.segmentMs, size, smallSize },
        copiedFrom: edition.kind === 'copy' ? pictureStreamOf(work.asset) : null,
        ...{ laid, picturePipe: 3, smallPipe: 4 },
      },
    ),
    folder: work.folder,
    limits: runLimits({ durationMs: 10_000, memoryBytes: 0, speedFloor: 20 }),
    signal: work.signal,
    outputPipes: 2,
    readOutput: (output, index) => (index === 0 ? picture : small).read(output),
  });
  const [jpeg, rgb] = [picture.bytes(), small.bytes()];
  if (jpeg.length === 0 || rgb.length < smallSize.widthPx * smallSize.heightPx * 3) return null;
  const placeholder = Buffer.from(encodeThumbhash({ ...smallSize, rgb })).toString('base64');
  return { jpeg, placeholder, isEmpty: looksEmpty({ ...smallSize, rgb }) };
}

/** Times at which segments of an edition begin: their pictures cost no more than themselves. */
export async function segmentStartsMs(context: WorkerContext, edition: EditionRow): Promise<number[]> {
  const rendition = chooseRendition(edition.renditions ?? []);
  if (!rendition) return [];
  let startMs = 0;
  return (await segmentsOf(context, edition, rendition)).map(({ durationSeconds }) => {
    const beginMs = startMs;
    startMs += durationSeconds * 1000;
    return beginMs;
  });
}

/** The smallest that is large enough, else the largest. Renditions are ordered by size. */
function chooseRendition(renditions: readonly StoredRendition[]): StoredRendition | undefined {
  const fits = renditions.find(({ widthPx, heightPx }) => Math.min(widthPx, heightPx) >= coverShortEdgePx);
  return fits ?? renditions.at(-1);
}

async function segmentsOf(
  context: WorkerContext,
  edition: EditionRow,
  rendition: StoredRendition,
): Promise<ParsedSegment[]> {
  const name = `${rendition.name}/index.m3u8`;
  const playlist = await findPlaylist(context.db, {
    assetId: edition.asset_id,
    editionId: edition.id,
    name,
  });
  const parsed = playlist && parsePlaylist(playlist.body);
  return parsed?.kind === 'media' ? parsed.segments : [];
}

/** The segment that holds a moment, and the moment itself; one beyond the end is brought to the last picture. */
function locate(
  segments: readonly ParsedSegment[],
  atMs: number,
): { segment: ParsedSegment; segmentMs: number; atMs: number } | null {
  let startMs = 0;
  for (const segment of segments) {
    const endMs = startMs + segment.durationSeconds * 1000;
    // Times in playlists are rounded.
    if (atMs < endMs - 1) return { segment, segmentMs: startMs, atMs: Math.max(atMs, Math.ceil(startMs)) };
    startMs = endMs;
  }
  const last = segments.at(-1);
  if (!last) return null;
  return {
    segment: last,
    segmentMs: startMs - last.durationSeconds * 1000,
    atMs: Math.max(0, startMs - 1),
  };
}

/** Even, and never enlarged. */
function scaled(size: Size, factor: (size: Size) => number): Size {
  const scale = Math.min(1, factor(size));
  const even = (length: number): number => Math.max(2, Math.round((length * scale) / 2) * 2);
  return { widthPx: even(size.widthPx), heightPx: even(size.heightPx) };
}

function pictureStreamOf(asset: AssetRow): VideoStream | null {
  // The worker stored it as it came from `parseProbe`.
  const probe = asset.probe as ProbeResult | null;
  return probe?.video ?? null;
}
