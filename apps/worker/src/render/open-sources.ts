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
import { takeOutput } from './take-output.ts';

/**
 * Puts the best rendition of each source that a document uses into a folder, as `<sha256>.mp4`.
 *
 * @param work.document one whose sources were resolved
 * @returns the document, with the very number of frames that each source has
 * @throws WeireelError `source_missing` when one plays no more
 */
export async function openSources(
  { db, blobs, programs }: Pick<WorkerContext, 'db' | 'blobs' | 'programs'>,
  work: { folder: string; document: EditDocument; signal: AbortSignal },
): Promise<EditDocument> {
  const { folder, document, signal } = work;
  const used = new Set(
    document.tracks.flatMap(({ items }) => items.map((item) => ('asset' in item ? item.asset : null))),
  );
  const assets = { ...document.assets };
  const opened = new Set<string>();
  for (const [id, asset] of Object.entries(document.assets)) {
    if (!used.has(id) || !isKnownAsset(asset) || asset.kind !== 'video' || asset.assetId === undefined)
      continue;
    const name = `${asset.sha256}.mp4`;
    const room = join(folder, `from-${asset.sha256}`);
    if (!opened.has(asset.sha256)) {
      const edition = await findCurrentEdition(db, asset.assetId);
      const top = edition?.renditions?.at(-1);
      if (!edition || !top) throw new WeireelError('source_missing');
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
      opened.add(asset.sha256);
    }
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
    if (!(frames > 0)) throw new Error(`source ${asset.assetId} has no frames`);
    assets[id] = { ...asset, duration: frames * exactFrameTicks(asset.fps) };
  }
  return { ...document, assets };
}
