import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { RenderReport } from '@weireel/contract';
import { canonicalJson, frameCount, isKnownAsset, type EditDocument } from '@weireel/edit';
import { drawingVersion } from '@weireel/render';

/**
 * What a film was made of, and by what.
 *
 * @param made.asked the document as it was asked for
 * @param made.rendered the same with what is known of its sources
 * @param made.path the film
 */
export async function reportOf(
  made: { asked: object; rendered: EditDocument; path: string },
  ffmpegVersion: string,
): Promise<RenderReport> {
  const film = createHash('sha256');
  await pipeline(createReadStream(made.path), film);
  const assets = Object.entries(made.rendered.assets).flatMap(([id, asset]) =>
    isKnownAsset(asset) ? [[id, asset.sha256] as const] : [],
  );
  return {
    documentSha256: createHash('sha256').update(canonicalJson(made.asked)).digest('hex'),
    filmSha256: film.digest('hex'),
    frames: frameCount(made.rendered),
    assets: Object.fromEntries(assets),
    ...{ ffmpeg: ffmpegVersion, drawing: drawingVersion },
  };
}
