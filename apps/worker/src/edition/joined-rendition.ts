import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findCurrentEdition } from '@weireel/db/playback';
import type { Size } from '@weireel/media';
import type { MediaInput } from '@weireel/transcode';
import { renditionBytes } from './rendition-bytes.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Puts a rendition of the edition that plays into a work folder as one file: the smallest, or the middle one. */
export async function joinRendition(
  context: WorkerContext,
  assetId: string,
  folder: string,
  which: 'smallest' | 'middle',
): Promise<MediaInput & { size: Size }> {
  const edition = await findCurrentEdition(context.db, assetId);
  const renditions = edition?.renditions ?? [];
  const index = which === 'smallest' ? 0 : Math.floor((renditions.length - 1) / 2);
  const chosen = renditions[index];
  if (!edition || !chosen) throw new Error(`asset ${assetId} has no rendition to copy`);
  const path = `${which}.mp4`;
  const bytes = renditionBytes(context.blobs, `${edition.key_prefix}${chosen.name}/`);
  await pipeline(bytes, createWriteStream(join(folder, path)));
  const size = { widthPx: chosen.widthPx, heightPx: chosen.heightPx };
  return { demuxer: 'mov', path, size };
}
