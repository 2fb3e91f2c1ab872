import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPrefix } from '@weireel/catalogue';
import { listArtefacts, storeArtefact } from '@weireel/db/videos';
import { runFfmpeg } from '@weireel/ffmpeg';
import { createPackager, writeMediaPlaylist, type Piece } from '@weireel/hls';
import type { Attempt } from '@weireel/jobs';
import { fragmentArguments, joinList, type RenderPlan } from '@weireel/render';
import { putDerived } from '../pictures/put-derived.ts';
import type { WorkerContext } from '../worker-context.ts';
import { limitsOf, type FilmWork } from './film-work.ts';
import type { KeptSound } from './kept-sound.ts';
import type { RenderedSegment } from './render-segments.ts';

/** Shorter segments of the renderer become one file with what comes after them. */
const leastFragmentMs = 1000;

/**
 * Packs segments and sound as HLS. A file whose bytes are those of one that is there keeps its address, so that a player
 * fetches what an edit has changed, and nothing else.
 *
 * @returns the playlist, which names files from one folder beside theirs on, and the keys of these
 */
export async function packPreview(
  context: Pick<WorkerContext, 'db' | 'blobs'>,
  attempt: Attempt,
  work: FilmWork,
  made: { plan: RenderPlan; segments: readonly RenderedSegment[]; sound: KeptSound | null },
): Promise<{ playlist: string; keys: string[] }> {
  const { db } = context;
  const assetId = attempt.job.subject_id;
  const known = new Map(
    (await listArtefacts(db, assetId, ['fragment'])).map(({ key, facts }) => [facts.hash, key]),
  );
  const fresh: { key: string; hash: string }[] = [];
  const uris: string[] = [];
  const keys: string[] = [];
  const durations: number[] = [];
  for (const piece of await packed(work, made)) {
    const hash = createHash('sha256').update(piece.bytes).digest('hex');
    let key = known.get(hash);
    if (key === undefined || (await context.blobs.head(key)) === null) {
      const file = { attempt, assetId, kind: 'fragment' as const, bytes: piece.bytes, n: fresh.length };
      key = await putDerived(context, file);
      fresh.push({ key, hash });
      known.set(hash, key);
    }
    keys.push(key);
    uris.push(`../${key.slice(assetPrefix(assetId).length)}`);
    if (piece.kind === 'segment') durations.push(piece.durationSeconds);
  }
  await attempt.publish(async (trx) => {
    for (const { key, hash } of fresh) await storeArtefact(trx, { kind: 'fragment', key, facts: { hash } });
  });
  const [mapUri = '', ...rest] = uris;
  const segments = rest.map((uri, index) => ({ uri, durationSeconds: durations[index] ?? 0 }));
  return { playlist: writeMediaPlaylist({ type: 'VOD', isEnded: true, mapUri, segments }), keys };
}

async function packed(
  work: FilmWork,
  { plan, segments, sound }: Parameters<typeof packPreview>[3],
): Promise<Piece[]> {
  const list = 'list.txt';
  await writeFile(join(work.folder, list), joinList(segments.map(({ file }) => file)));
  const packager = createPackager({ targetSegmentMs: leastFragmentMs });
  const pieces: Piece[] = [];
  await runFfmpeg({
    program: work.programs.ffmpegPath,
    args: fragmentArguments(list, { fps: plan.format.fps, soundPath: sound?.file ?? null }, 3),
    folder: work.folder,
    limits: limitsOf(plan),
    signal: work.signal,
    outputPipes: 1,
    async readOutput(output) {
      // A pipe yields buffers.
      for await (const chunk of output) pieces.push(...packager.push(chunk as Buffer));
    },
  });
  pieces.push(...packager.finish());
  return pieces;
}
