import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setStage } from '@weireel/db/processing';
import {
  findAsset,
  publishDerived,
  renewCovers,
  type AssetRow,
  type DerivedPictures,
} from '@weireel/db/videos';
import { FfmpegError, openOutput, outputPath, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import {
  createCoverPicker,
  planCoverSampling,
  planStoryboard,
  type CoverCandidate,
  type Size,
} from '@weireel/media';
import { derivedArguments, previewArguments, previewStartMs, type MediaInput } from '@weireel/transcode';
import { makeChosenCovers } from './chosen-covers.ts';
import { isWorthAnotherTry } from '../failures.ts';
import { joinRendition } from '../edition/joined-rendition.ts';
import { runLimits } from '../machine/limits.ts';
import { improvePoster } from './poster.ts';
import { putDerived } from './put-derived.ts';
import { readPipe, readRawPictures, splitJpegs } from './read-pictures.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What making derived things needs. */
interface DerivedWork {
  attempt: Attempt;
  asset: AssetRow;
  durationMs: number;
  folder: string;
  /** The smallest rendition as one file. */
  input: MediaInput & { size: Size };
}

/** Makes storyboard, covers and preview of what was encoded. A video without them is still a video. */
export async function makeDerived(
  context: WorkerContext,
  attempt: Attempt,
  assetId: string,
  folder: string,
): Promise<void> {
  const asset = await findAsset(context.db, assetId);
  if (!asset?.duration_ms) return;
  await attempt.publish(async (trx) => {
    await setStage(trx, assetId, 'derived', 'running');
    // Those that were made of the first version are made again of the best.
    await renewCovers(trx, assetId);
  });
  try {
    const input = await joinRendition(context, assetId, folder, 'smallest');
    const work = { attempt, asset, durationMs: asset.duration_ms, folder, input };
    const { sheets, candidates, firstPictureMs, layout } = await lookThrough(context, work);
    const best = candidates.reduce<CoverCandidate | null>((a, b) => (a && a.score >= b.score ? a : b), null);
    const pictureWork = { attempt, asset, folder, signal: attempt.signal };
    if (best) await improvePoster(context, pictureWork, best.atMs);
    await makeChosenCovers(context, pictureWork);
    const previewMs = previewStartMs(work.durationMs, best?.atMs ?? 0, firstPictureMs);
    const { previewKey, stills } = await makePreview(context, work, previewMs, candidates);
    const coverCandidates = await putCandidates(context, work, candidates, stills);
    const sheetKeys = await putSheets(context, work, sheets);
    await attempt.publish(async (trx) => {
      await publishDerived(trx, assetId, {
        storyboard: { ...layout, sheetKeys },
        previewKey,
        coverCandidates,
      });
      await setStage(trx, assetId, 'derived', 'done');
    });
  } catch (error) {
    if (!(error instanceof FfmpegError) || attempt.signal.aborted) throw error;
    if (isWorthAnotherTry(error, attempt)) throw error;
    await attempt.publish((trx) => setStage(trx, assetId, 'derived', 'failed'));
  }
}

/** One decode: the storyboard's sheets, and the pictures that would make a cover. */
async function lookThrough(context: WorkerContext, { input, durationMs, folder, attempt }: DerivedWork) {
  const layout = planStoryboard(durationMs, input.size);
  const sampling = planCoverSampling(durationMs);
  const picker = createCoverPicker(durationMs);
  const sheets = readPipe();
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: derivedArguments(input, {
      ...{ storyboard: layout, storyboardPipe: 3 },
      ...{ sampling, sampleSize: input.size, samplePipe: 4 },
    }),
    folder,
    limits: runLimits({ durationMs, memoryBytes: 0, speedFloor: 5 }),
    signal: attempt.signal,
    outputPipes: 2,
    readOutput: (output, index) =>
      index === 0
        ? sheets.read(output)
        : readRawPictures(output, input.size, (bytes, n) =>
            picker.add(n * sampling.intervalMs, { ...input.size, bytes }),
          ),
  });
  return {
    layout,
    sheets: splitJpegs(sheets.bytes()),
    candidates: picker.choose(),
    firstPictureMs: picker.firstPictureMs(),
  };
}

async function putSheets(
  context: WorkerContext,
  { attempt, asset }: DerivedWork,
  sheets: readonly Uint8Array[],
): Promise<string[]> {
  const keys: string[] = [];
  for (const [n, sheet] of sheets.entries()) {
    keys.push(await putDerived(context, { attempt, assetId: asset.id, kind: 'storyboard', bytes: sheet, n }));
  }
  return keys;
}

/** Stores the pictures to choose from. */
async function putCandidates(
  context: WorkerContext,
  { input: { size }, attempt, asset }: DerivedWork,
  candidates: readonly CoverCandidate[],
  stills: readonly Uint8Array[],
): Promise<DerivedPictures['coverCandidates']> {
  const stored: DerivedPictures['coverCandidates'] = [];
  for (const [n, bytes] of stills.entries()) {
    const candidate = candidates[n];
    if (!candidate) break;
    const key = await putDerived(context, { attempt, assetId: asset.id, kind: 'candidate', bytes, n });
    const { atMs, score } = candidate;
    stored.push({ key, atMs, score: Math.round(score * 1000) / 1000, ...size });
  }
  return stored;
}

/**
 * Stores a short muted preview from this moment on, and gives the pictures to choose from as JPEG files, as small as
 * they were looked at.
 */
async function makePreview(
  context: WorkerContext,
  work: DerivedWork,
  startMs: number,
  candidates: readonly CoverCandidate[],
): Promise<{ previewKey: string; stills: Uint8Array[] }> {
  const { input, folder, attempt, asset } = work;
  const name = 'preview.mp4';
  const files = readPipe();
  const hasStills = candidates.length > 0;
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: previewArguments(input, {
      ...{ startMs, size: input.size, outputPath: outputPath(name) },
      stillsPipe: hasStills ? 3 : null,
    }),
    folder,
    limits: runLimits({ durationMs: 10_000, memoryBytes: 0, speedFloor: 25 }),
    signal: attempt.signal,
    ...(hasStills && {
      outputPipes: 1,
      readOutput: files.read,
      async writeInput(stdin: Writable) {
        await pipeline(
          candidates.map(({ picture }) => picture.bytes),
          stdin,
        );
      },
    }),
  });
  const bytes = await openOutput(folder, name);
  const previewKey = await putDerived(context, { attempt, assetId: asset.id, kind: 'preview', bytes });
  return { previewKey, stills: splitJpegs(files.bytes()) };
}
