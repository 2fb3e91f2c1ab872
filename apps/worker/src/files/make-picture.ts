import { WeireelError, type ErrorCode } from '@weireel/contract';
import type { KnownOfFile } from '@weireel/db/files';
import { FfmpegError, runFfmpeg } from '@weireel/ffmpeg';
import { readGif, readMovingPng, readMovingWebp, readPictureHead, type MovingHead } from '@weireel/media';
import { isLottie, readLottie, splitPngs, type LottieProblem, type MovingWish } from '@weireel/render';
import { mostPicturePixels, pictureArguments, type PictureWish } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import { readPipe } from '../pictures/read-pictures.ts';
import { openDrawingThread } from '../render/drawing-thread.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Longest sides of what is made, in pixels: of a picture that stands still, and of one that moves. */
const [stillSidePx, movingSidePx] = [3840, 720];
/** Pictures of one that moves, as they are in it, and as they are shown at one rate. */
const [mostPictures, mostFrames] = [300, 1200];
/** All pictures of one that moves together, in pixels. */
const mostMovingPixels = 150_000_000;
/** All that is made of one picture: it is read whole wherever it is drawn. */
const mostMadeBytes = 64 * 1024 * 1024;
/** Nothing that moves lasts longer, in hundredths of a second. */
const longestCs = 6000;
/** How long each picture of what is drawn may be shown, in hundredths of a second; better ones first. */
const drawnDelaysCs = [4, 5, 3, 10, 20];
/** What takes longer to be drawn is no use. */
const drawingLimitMs = 60_000;

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
  const { wish, drawnAs, delaysCs } = readWish(work.bytes);
  const bytes =
    drawnAs === null
      ? await decode(context, work, wish)
      : await drawAll({ ...wish, kind: drawnAs, bytes: work.bytes });
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
  const sizeBytes = frames.reduce((sum, frame) => sum + frame.length, 0);
  if (frames.length > mostFrames || sizeBytes > mostMadeBytes) throw new WeireelError('picture_too_long');
  const motion = { frames: frames.length, fps: { num: 100, den: stepCs } };
  return { bytes: Buffer.concat(frames), known: { kind: 'picture', ...size, motion } };
}

/** What is wanted of a picture, by its head alone. */
interface ReadWish {
  wish: PictureWish;
  /** What CanvasKit draws it as; null: FFmpeg decodes it. */
  drawnAs: MovingWish['kind'] | null;
  delaysCs: readonly number[];
}

function readWish(bytes: Uint8Array): ReadWish {
  const moving = readMoving(bytes);
  const head = moving === null ? readPictureHead(bytes) : null;
  const read = head ?? moving;
  if (read === null) throw new WeireelError('file_unsupported');
  if (read.widthPx * read.heightPx > mostPicturePixels) throw new WeireelError('picture_too_many_pixels');
  const delaysCs = moving?.delaysCs ?? [];
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
  const format = head?.format ?? (moving?.kind === 'apng' ? 'apng' : 'gif');
  const drawnAs = moving?.kind === 'webp' || moving?.kind === 'lottie' ? moving.kind : null;
  return { wish: { format, orientation, widthPx, heightPx, pictures }, drawnAs, delaysCs };
}

type Moving = MovingHead & { kind: 'gif' | 'apng' | MovingWish['kind'] };

/** What a picture that moves says of itself; null: it stands still, or is none. */
function readMoving(bytes: Uint8Array): Moving | null {
  const most = mostPictures + 1;
  const readers = { apng: readMovingPng, webp: readMovingWebp, gif: readGif };
  for (const kind of ['apng', 'webp', 'gif'] as const) {
    const head = readers[kind](bytes, most);
    if (head !== null) return { ...head, kind };
  }
  return isLottie(bytes) ? readDrawn(bytes) : null;
}

const lottieCodes: Record<LottieProblem, ErrorCode> = {
  unsupported: 'lottie_unsupported',
  damaged: 'file_damaged',
  too_large: 'picture_too_long',
};

function readDrawn(bytes: Uint8Array): Moving {
  const head = readLottie(new TextDecoder().decode(bytes));
  if (typeof head === 'string') throw new WeireelError(lottieCodes[head]);
  const { widthPx, heightPx, seconds } = head;
  const countOf = (delayCs: number) => (100 * seconds) / delayCs;
  const possible = drawnDelaysCs.filter((each) => countOf(each) <= mostPictures);
  // One that it lasts a whole number of times, so that it begins again when it should.
  const isExact = (count: number) => Math.abs(count - Math.round(count)) < 1e-6;
  const delayCs = possible.find((each) => isExact(countOf(each))) ?? possible[0];
  if (delayCs === undefined) throw new WeireelError('picture_too_long');
  const count = Math.max(1, Math.round(countOf(delayCs)));
  return { kind: 'lottie', widthPx, heightPx, delaysCs: Array.from({ length: count }, () => delayCs) };
}

/** Draws what FFmpeg does not decode, in a thread that ends with it. */
async function drawAll(moving: MovingWish): Promise<Buffer> {
  const thread = openDrawingThread(drawingLimitMs);
  try {
    return Buffer.concat(await thread.drawMoving(moving));
  } catch (error) {
    throw new WeireelError('file_damaged', { cause: error });
  } finally {
    await thread.close();
  }
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
