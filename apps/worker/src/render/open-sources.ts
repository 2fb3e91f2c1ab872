import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WeireelError } from '@weireel/contract';
import { findCurrentEdition } from '@weireel/db/playback';
import { exactFrameTicks, isKnownAsset, type EditDocument } from '@weireel/edit';
import { outputPath, runFfmpeg, runFfprobe } from '@weireel/ffmpeg';
import { progressiveMp4Arguments } from '@weireel/transcode';
import { renditionBytes } from '../edition/rendition-bytes.ts';
import { probeLimits, runLimits } from '../machine/limits.ts';
import type { WorkerContext } from '../worker-context.ts';
import type { SourceRoom } from './source-room.ts';
import { takeOutput } from './take-output.ts';

type SourceContext = Pick<WorkerContext, 'db' | 'blobs' | 'programs'>;

/**
 * Puts the best rendition of each source that a document uses into a folder, as `<sha256>.mp4`.
 *
 * @param work.document one whose sources were resolved
 * @param work.room where they may lie already, and are left for the next time. Absent: all are opened anew
 * @returns the document, with the very number of frames that each source has
 * @throws WeireelError `source_missing` when one plays no more
 */
export async function openSources(
  context: SourceContext,
  work: { folder: string; document: EditDocument; signal: AbortSignal; room?: SourceRoom },
): Promise<EditDocument> {
  const { document, room } = work;
  const used = new Set(
    document.tracks.flatMap(({ items }) => items.map((item) => ('asset' in item ? item.asset : null))),
  );
  const assets = { ...document.assets };
  // Several assets of a document may be of one file.
  const framesOf = new Map<string, number>();
  for (const [id, asset] of Object.entries(document.assets)) {
    if (!used.has(id) || !isKnownAsset(asset) || asset.kind !== 'video' || asset.assetId === undefined)
      continue;
    const { sha256, assetId, fps } = asset;
    let frames = framesOf.get(sha256);
    if (frames === undefined) {
      const path = join(work.folder, `${sha256}.mp4`);
      frames = (await room?.take(sha256, path)) ?? undefined;
      if (frames === undefined) {
        await openSource(context, { ...work, sha256, assetId });
        frames = await countFrames(context, { ...work, sha256 });
        await room?.keep(sha256, path, frames);
      }
      framesOf.set(sha256, frames);
    }
    assets[id] = { ...asset, duration: frames * exactFrameTicks(fps) };
  }
  return { ...document, assets };
}

/** A file that is opened for a film. */
interface OpenedSource {
  /** Of the attempt. */
  folder: string;
  /** Ends the work. */
  signal: AbortSignal;
  /** What its picture is called. */
  sha256: string;
}

async function openSource(
  { db, blobs, programs }: SourceContext,
  { folder, signal, sha256, assetId }: OpenedSource & { assetId: string },
): Promise<void> {
  const name = `${sha256}.mp4`;
  const edition = await findCurrentEdition(db, assetId);
  const top = edition?.renditions?.at(-1);
  if (!edition || !top) throw new WeireelError('source_missing');
  const room = join(folder, `from-${sha256}`);
  await mkdir(room);
  await pipeline(
    renditionBytes(blobs, `${edition.key_prefix}${top.name}/`),
    createWriteStream(join(room, 'joined')),
  );
  // In fragments nothing is found without reading all that lies before it.
  await runFfmpeg({
    program: programs.ffmpegPath,
    args: progressiveMp4Arguments({ demuxer: 'mov', path: 'joined' }, outputPath(name)),
    folder: room,
    limits: runLimits({ durationMs: null, memoryBytes: 0, speedFloor: 1 }),
    signal,
  });
  await takeOutput(room, name, folder);
  await rm(room, { recursive: true });
}

async function countFrames(
  { programs }: SourceContext,
  { folder, signal, sha256 }: OpenedSource,
): Promise<number> {
  const answer = await runFfprobe({
    program: programs.ffprobePath,
    args: [
      ...['-protocol_whitelist', 'file', '-f', 'mov', '-select_streams', 'v:0'],
      ...['-show_entries', 'stream=nb_frames', '-of', 'csv=p=0', '-i', `${sha256}.mp4`],
    ],
    folder,
    limits: probeLimits,
    signal,
  });
  const frames = Number.parseInt(answer, 10);
  if (!(frames > 0)) throw new Error(`source ${sha256} has no frames`);
  return frames;
}
