import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { WeireelError } from '@weireel/contract';
import { findOwnFile } from '@weireel/db/files';
import { findCurrentEdition } from '@weireel/db/playback';
import { outputPath, runFfmpeg, runFfprobe } from '@weireel/ffmpeg';
import { progressiveMp4Arguments } from '@weireel/transcode';
import { renditionBytes } from '../edition/rendition-bytes.ts';
import { probeLimits, runLimits } from '../machine/limits.ts';
import type { WorkerContext } from '../worker-context.ts';
import { RecentFiles } from './recent-files.ts';
import type { SourceRoom } from './source-room.ts';
import { takeOutput } from './take-output.ts';

/** Sources of a film, which are put into its folder when they are needed: once, however often they are asked for. */
export interface FilmSources {
  /**
   * Puts the best picture of a source there as `<sha256>.mp4`. Answers how many frames it has.
   *
   * @throws WeireelError `source_missing` when it plays no more
   */
  openPicture(sha256: string): Promise<number>;
  /** The same of its sound, as `<sha256>.m4a`. */
  openSound(sha256: string): Promise<void>;
  /**
   * What is drawn with: bytes of a picture, or of a table of colours, of somebody's own.
   *
   * @throws WeireelError `source_missing` when it is not there any more
   */
  readFile(sha256: string): Promise<Uint8Array>;
}

/** Where sources are found, and where they go. */
export interface SourceWork {
  /** Folder of the film's work. */
  folder: string;
  /** Ends the work. */
  signal: AbortSignal;
  /** Where they may lie already, and are left for the next time. Absent: all are opened anew. */
  room?: SourceRoom;
  /** The asset of a source. */
  assetIdOf: (sha256: string) => string;
  /** The asset of a file that is drawn with. */
  fileIdOf: (sha256: string) => string;
}

/** Files that are drawn with, as long as they are not read again for each segment. */
const mostKeptBytes = 96 * 2 ** 20;

/** Sources of assets that play. */
export function filmSources(
  context: Pick<WorkerContext, 'db' | 'blobs' | 'programs'>,
  work: SourceWork,
): FilmSources {
  const { folder, signal, room, assetIdOf, fileIdOf } = work;
  const files = new RecentFiles((sha256) => readOwnFile(context, fileIdOf(sha256)), mostKeptBytes);
  const opening = new Map<string, Promise<number>>();
  const openOnce = (name: string, open: () => Promise<number>): Promise<number> => {
    const openOrTake = async (): Promise<number> => {
      const path = join(folder, name);
      const taken = await room?.take(name, path);
      if (taken !== undefined && taken !== null) return taken;
      const frames = await open();
      await room?.keep(name, path, frames);
      return frames;
    };
    const opened = opening.get(name) ?? openOrTake();
    opening.set(name, opened);
    return opened;
  };
  return {
    readFile: (sha256) => files.read(sha256),
    openPicture: (sha256) =>
      openOnce(`${sha256}.mp4`, async () => {
        const opened = { name: `${sha256}.mp4`, assetId: assetIdOf(sha256), streams: '0' };
        await openRendition(context, { folder, signal }, { ...opened, which: 'largest' });
        return countFrames(context, { folder, signal }, opened.name);
      }),
    // All renditions have the same sound: of the smallest least is read for it.
    openSound: async (sha256) => {
      await openOnce(`${sha256}.m4a`, async () => {
        const opened = { name: `${sha256}.m4a`, assetId: assetIdOf(sha256), streams: '0:a' };
        await openRendition(context, { folder, signal }, { ...opened, which: 'smallest' });
        return 0;
      });
    },
  };
}

async function readOwnFile(
  { db, blobs }: Pick<WorkerContext, 'db' | 'blobs'>,
  assetId: string,
): Promise<Uint8Array> {
  const file = await findOwnFile(db, assetId);
  const reading = file?.facts == null ? null : await blobs.read(file.facts.key);
  if (reading === null) throw new WeireelError('source_missing');
  return new Uint8Array(await buffer(Readable.from(reading.body)));
}

type RunContext = Pick<SourceWork, 'folder' | 'signal'>;

async function openRendition(
  { db, blobs, programs }: Pick<WorkerContext, 'db' | 'blobs' | 'programs'>,
  { folder, signal }: RunContext,
  wanted: { name: string; assetId: string; which: 'largest' | 'smallest'; streams: string },
): Promise<void> {
  const { name, assetId, which, streams } = wanted;
  const edition = await findCurrentEdition(db, assetId);
  const rendition = edition?.renditions?.at(which === 'largest' ? -1 : 0);
  if (!edition || !rendition) throw new WeireelError('source_missing');
  const room = join(folder, `from-${name}`);
  await mkdir(room);
  await pipeline(
    renditionBytes(blobs, `${edition.key_prefix}${rendition.name}/`),
    createWriteStream(join(room, 'joined')),
  );
  // In fragments nothing is found without reading all that lies before it.
  await runFfmpeg({
    program: programs.ffmpegPath,
    args: progressiveMp4Arguments({ demuxer: 'mov', path: 'joined' }, outputPath(name), streams),
    folder: room,
    limits: runLimits({ durationMs: null, memoryBytes: 0, speedFloor: 1 }),
    signal,
  });
  await takeOutput(room, name, folder);
  await rm(room, { recursive: true });
}

async function countFrames(
  { programs }: Pick<WorkerContext, 'programs'>,
  { folder, signal }: RunContext,
  name: string,
): Promise<number> {
  const answer = await runFfprobe({
    program: programs.ffprobePath,
    args: [
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-select_streams', 'v:0'],
      ...['-show_entries', 'stream=nb_frames', '-of', 'csv=p=0', '-i', name],
    ],
    folder,
    limits: probeLimits,
    signal,
  });
  const frames = Number.parseInt(answer, 10);
  if (!(frames > 0)) throw new Error(`source ${name} has no frames`);
  return frames;
}
