import { WeireelError } from '@weireel/contract';
import type { KnownOfFile } from '@weireel/db/files';
import { FfmpegError, runFfmpeg } from '@weireel/ffmpeg';
import { readGif, readPictureHead } from '@weireel/media';
import { splitPngs } from '@weireel/render';
import { mostPicturePixels, pictureArguments, type PictureWish } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import { readPipe } from '../pictures/read-pictures.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Longest sides of what is made, in pixels: of a picture that stands still, and of one that moves. */
const [stillSidePx, movingSidePx] = [3840, 720];
/** Pictures of one that moves, as they are in it, and as they are shown at one rate. */
const [mostPictures, mostFrames] = [300, 1200];
/** All pictures of one that moves together, in pixels. */
const mostMovingPixels = 150_000_000;
/** Nothing that moves lasts longer, in hundredths of a second. */
const longestCs = 6000;

/** A picture as PNG files one after the other, each for as long as one of its frames. */
export interface MadePicture {
  /** Its bytes. */
  bytes: Uint8Array;
  /** What is known of it. */
  known: KnownOfFile;
}

/**
 * Makes of a picture what is drawn with, in the sandbox.
 *
 * @param work.bytes the file as it was sent, which lies in the folder as `input`, too
 * @throws WeireelError `file_unsupported`, `file_damaged`, `picture_too_many_pixels`, `picture_too_long`
 */
export async function makePicture(
  context: Pick<WorkerContext, 'programs'>,
  work: { folder: string; bytes: Uint8Array; signal: AbortSignal },
): Promise<MadePicture> {
  const { wish, delaysCs } = readWish(work.bytes);
  const bytes = await decode(context, work, wish);
  const pictures = splitPngs(bytes);
  if (pictures === null || pictures.length !== wish.pictures) throw new WeireelError('file_damaged');
  const isTurned = wish.orientation.turn % 180 !== 0;
  const size = isTurned
    ? { widthPx: wish.heightPx, heightPx: wish.widthPx }
    : { widthPx: wish.widthPx, heightPx: wish.heightPx };
  if (delaysCs.length < 2) return { bytes, known: { kind: 'picture', ...size } };
  // The longest time of which all delays are whole numbers.
  const stepCs = delaysCs.reduce(commonDivisor);
  const frames = pictures.flatMap((picture, index) =>
    Array.from({ length: (delaysCs[index] ?? stepCs) / stepCs }, () => picture),
  );
  if (frames.length > mostFrames) throw new WeireelError('picture_too_long');
  const motion = { frames: frames.length, fps: { num: 100, den: stepCs } };
  return { bytes: Buffer.concat(frames), known: { kind: 'picture', ...size, motion } };
}

/** What is wanted of a picture, by its head alone. */
function readWish(bytes: Uint8Array): { wish: PictureWish; delaysCs: readonly number[] } {
  const head = readPictureHead(bytes);
  const gif = head === null ? readGif(bytes, mostPictures + 1) : null;
  const read = head ?? gif;
  if (read === null) throw new WeireelError('file_unsupported');
  if (read.widthPx * read.heightPx > mostPicturePixels) throw new WeireelError('picture_too_many_pixels');
  if (isMovingPng(bytes)) throw new WeireelError('file_unsupported');
  const delaysCs = gif?.delaysCs ?? [];
  const side = delaysCs.length > 1 ? movingSidePx : stillSidePx;
  const share = Math.min(1, side / Math.max(read.widthPx, read.heightPx));
  const [widthPx, heightPx] = [read.widthPx, read.heightPx].map((length) =>
    Math.max(1, Math.round(length * share)),
  ) as [number, number]; // as: two become two
  const pictures = Math.max(1, delaysCs.length);
  const lastsCs = delaysCs.reduce((sum, delay) => sum + delay, 0);
  const isTooLong = pictures > mostPictures || lastsCs > longestCs;
  if (isTooLong || (pictures > 1 && pictures * widthPx * heightPx > mostMovingPixels))
    throw new WeireelError('picture_too_long');
  const orientation = head?.orientation ?? { turn: 0, isMirrored: false };
  return { wish: { format: head?.format ?? 'gif', orientation, widthPx, heightPx, pictures }, delaysCs };
}

/** A PNG with a chunk that says how often its pictures are shown: only its first would be seen. */
function isMovingPng(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536));
  return head.readUInt32BE(0) === 0x89504e47 && head.includes('acTL');
}

async function decode(
  { programs }: Pick<WorkerContext, 'programs'>,
  { folder, signal }: { folder: string; signal: AbortSignal },
  wish: PictureWish,
): Promise<Buffer> {
  const made = readPipe();
  try {
    await runFfmpeg({
      program: programs.ffmpegPath,
      args: pictureArguments(wish, 'input', 3),
      folder,
      limits: runLimits({
        ...{ durationMs: 1000 * wish.pictures, memoryBytes: 4 * mostPicturePixels, speedFloor: 1 },
      }),
      signal,
      outputPipes: 1,
      readOutput: (output) => made.read(output),
    });
  } catch (error) {
    const isOurs = !(error instanceof FfmpegError) || ['killed', 'storage'].includes(error.failure);
    throw isOurs && !(error instanceof RangeError)
      ? error
      : new WeireelError('file_damaged', { cause: error });
  }
  return made.bytes();
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
