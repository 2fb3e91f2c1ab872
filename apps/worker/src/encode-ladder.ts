import { Readable } from 'node:stream';
import { findCurrentEdition, setStage, type AssetRow } from '@weireel/db';
import { runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import {
  estimateMemoryBytes,
  ladderArguments,
  type MediaInput,
  type Rung,
  type TranscodePlan,
} from '@weireel/transcode';
import {
  beginEdition,
  dropEdition,
  publish,
  sealedPlaylists,
  type EditionDraft,
  type FinishedStream,
} from './edition.ts';
import { threadsOf } from './first-playable.ts';
import { runLimits } from './limits.ts';
import { packageStream } from './package-streams.ts';
import { renditionBytes } from './rendition-bytes.ts';
import { stageProgress } from './stage-progress.ts';
import type { WorkerContext } from './worker-context.ts';

const segmentMs = 4000;

/** What encoding a ladder needs. */
export interface LadderWork {
  /** The attempt, whose transactions publish. */
  attempt: Attempt;
  /** The asset. */
  asset: AssetRow;
  /** Its source. */
  input: MediaInput;
  /** Folder for scratch files. */
  folder: string;
  /** The rungs and how to make them. */
  plan: TranscodePlan;
}

/** A rung that is there already: it was encoded to be playable first. */
interface KeptRung {
  rung: Rung;
  /** Where its segments are. */
  prefix: string;
}

/**
 * Makes and publishes the edition with all renditions. The first rung, where one was encoded, is cut anew to the
 * ladder's segments instead of being encoded again; its frames are the same because its plan is.
 */
export async function encodeLadder(context: WorkerContext, work: LadderWork): Promise<void> {
  const { attempt, asset, plan } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'ladder', 'running'));
  const kept = await findKeptRung(context, asset.id, plan);
  const made = (kept && (await makeStreams(context, work, kept))) ?? (await makeStreams(context, work, null));
  if (!made) throw new Error('renditions of one decode do not share their segment boundaries');
  const { draft, streams } = made;
  await attempt.publish(async (trx) => {
    await publish(trx, draft, {
      state: 'sealed',
      playlists: sealedPlaylists(streams),
      streams,
      ownerId: asset.owner_id,
    });
    await setStage(trx, asset.id, 'ladder', 'done');
  });
}

/** Makes all renditions of a new edition; null when they do not share their boundaries after all. */
async function makeStreams(
  context: WorkerContext,
  work: LadderWork,
  kept: KeptRung | null,
): Promise<{ draft: EditionDraft; streams: FinishedStream[] } | null> {
  const draft = await beginEdition(context.db, work.attempt, work.asset.id, 'ladder');
  const encoded = await encodeRungs(
    context,
    work,
    draft,
    work.plan.ladder.filter((rung) => rung !== kept?.rung),
  );
  const streams = kept ? [...encoded, await recut(context, draft, kept)] : encoded;
  streams.sort((a, b) => a.facts.coded.heightPx - b.facts.coded.heightPx);
  if (areAligned(streams)) return { draft, streams };
  await dropEdition(context.db, context.blobs, draft);
  return null;
}

async function findKeptRung(
  context: WorkerContext,
  assetId: string,
  plan: TranscodePlan,
): Promise<KeptRung | null> {
  const { firstRung } = plan;
  const rung = plan.ladder.find(
    ({ widthPx, heightPx }) => widthPx === firstRung.widthPx && heightPx === firstRung.heightPx,
  );
  const edition = await findCurrentEdition(context.db, assetId);
  if (!rung || edition?.kind !== 'first' || edition.state !== 'sealed') return null;
  return { rung, prefix: `${edition.key_prefix}${firstRung.name}/` };
}

async function encodeRungs(
  context: WorkerContext,
  work: LadderWork,
  draft: EditionDraft,
  rungs: Rung[],
): Promise<FinishedStream[]> {
  if (rungs.length === 0) return [];
  const { attempt, asset } = work;
  const plan = { ...work.plan, ladder: rungs };
  const writers = rungs.map((rung) => writerOf(context, draft, rung.name));
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: ladderArguments(
      plan,
      work.input,
      rungs.map((_rung, index) => 3 + index),
      threadsOf(context),
    ),
    folder: work.folder,
    limits: runLimits({
      durationMs: plan.pictureEndMs,
      memoryBytes: estimateMemoryBytes(plan, rungs),
      speedFloor: 60,
    }),
    signal: attempt.signal,
    outputPipes: writers.length,
    readOutput: async (output, index) => writers[index]?.read(output),
    onProgress: stageProgress(context.db, asset.id, 'ladder', asset.duration_ms),
  });
  const streams: FinishedStream[] = [];
  for (const writer of writers) streams.push({ stream: writer.stream, facts: await writer.finish() });
  return streams;
}

async function recut(context: WorkerContext, draft: EditionDraft, kept: KeptRung): Promise<FinishedStream> {
  const writer = writerOf(context, draft, kept.rung.name);
  await writer.read(Readable.from(renditionBytes(context.blobs, kept.prefix)));
  return { stream: writer.stream, facts: await writer.finish() };
}

function writerOf(context: WorkerContext, draft: EditionDraft, name: string) {
  return packageStream({
    blobs: context.blobs,
    keyPrefix: draft.keyPrefix,
    name,
    packager: { targetSegmentMs: segmentMs },
  });
}

/** Whether all renditions have the same segments, to within half a frame: else switching would stumble. */
function areAligned(streams: FinishedStream[]): boolean {
  const [first, ...rest] = streams;
  if (!first) return false;
  const halfFrameSeconds = 0.5 / first.facts.framesPerSecond;
  return rest.every(
    ({ stream }) =>
      stream.segments.length === first.stream.segments.length &&
      stream.segments.every((segment, index) => {
        const expected = first.stream.segments[index]?.durationSeconds ?? 0;
        return Math.abs(segment.durationSeconds - expected) < halfFrameSeconds;
      }),
  );
}
