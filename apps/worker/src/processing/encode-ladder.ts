import { Readable } from 'node:stream';
import { findCurrentEdition } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import type { AssetRow } from '@weireel/db/videos';
import { runFfmpeg } from '@weireel/ffmpeg';
import { sealedPlaylists, type EditionStream } from '@weireel/hls';
import type { Attempt } from '@weireel/jobs';
import {
  copiedRung,
  estimateMemoryBytes,
  ladderArguments,
  type MediaInput,
  type Rung,
  type TranscodePlan,
} from '@weireel/transcode';
import { beginEdition, dropEdition, publish, type EditionDraft } from '../edition/edition.ts';
import { threadsOf } from './first-playable.ts';
import { runLimits } from '../machine/limits.ts';
import { packageStream, type StreamWriter } from '../edition/package-streams.ts';
import { renditionBytes } from '../edition/rendition-bytes.ts';
import { stageProgress } from './stage-progress.ts';
import type { WorkerContext } from '../worker-context.ts';

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

/** A rung that is there already: it was encoded to be playable first, or is the picture of a film. */
interface KeptRung {
  rung: Rung;
  /** Where its segments are; null: it is the source's own picture. */
  prefix: string | null;
}

/**
 * Makes and publishes the edition with all renditions. The picture of the first rung, where one was encoded, is
 * cut anew to the ladder's segments instead of being encoded again; its frames are the same because its plan is. A film
 * that was rendered here is its own largest rendition.
 */
export async function encodeLadder(context: WorkerContext, work: LadderWork): Promise<void> {
  const { attempt, asset, plan } = work;
  await attempt.publish((trx) => setStage(trx, asset.id, 'ladder', 'running'));
  const kept = await findKeptRung(context, asset, plan);
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
): Promise<{ draft: EditionDraft; streams: EditionStream[] } | null> {
  const draft = await beginEdition(context.db, work.attempt, work.asset.id, 'ladder');
  const { ladder, audio } = work.plan;
  const writers = new Map(
    ladder.map((rung) => [rung, writerOf(context, draft, rung.name, { soundApart: audio !== null })]),
  );
  await encodeRungs(context, work, writers, kept);
  const keptWriter = kept && writers.get(kept.rung);
  if (keptWriter && kept.prefix !== null)
    await keptWriter.read(Readable.from(renditionBytes(context.blobs, kept.prefix)));
  const streams: EditionStream[] = [];
  for (const writer of writers.values()) streams.push(await writer.finish());
  if (areAligned(streams)) return { draft, streams };
  await dropEdition(context.db, context.blobs, draft);
  return null;
}

async function findKeptRung(
  context: WorkerContext,
  asset: AssetRow,
  plan: TranscodePlan,
): Promise<KeptRung | null> {
  const own = asset.origin === 'render' ? copiedRung(plan) : null;
  if (own !== null) return { rung: own, prefix: null };
  const { firstRung } = plan;
  const rung = plan.ladder.find(
    ({ widthPx, heightPx }) => widthPx === firstRung.widthPx && heightPx === firstRung.heightPx,
  );
  const edition = await findCurrentEdition(context.db, asset.id);
  if (!rung || edition?.kind !== 'first' || edition.state !== 'sealed') return null;
  // It was made as the stream began, which may not be as most of it is.
  const [made] = edition.renditions ?? [];
  if (made?.widthPx !== rung.widthPx || made.heightPx !== rung.heightPx) return null;
  return { rung, prefix: `${edition.key_prefix}${firstRung.name}/` };
}

/** Encodes what is not kept, and the sound of all. */
async function encodeRungs(
  context: WorkerContext,
  work: LadderWork,
  writers: Map<Rung, StreamWriter>,
  kept: KeptRung | null,
): Promise<void> {
  const { attempt, asset } = work;
  const rungs = work.plan.ladder.filter((rung) => rung !== kept?.rung);
  const plan = { ...work.plan, ladder: rungs };
  const hasSound = plan.audio !== null;
  const copied = kept?.prefix === null ? kept.rung : null;
  if (rungs.length === 0 && copied === null && !hasSound) return;
  // In the order of the pipes.
  const pictures = copied === null ? rungs : [...rungs, copied];
  const pipes = {
    rungs: rungs.map((_rung, index) => 3 + index),
    sound: hasSound ? 3 + pictures.length : null,
    ...(copied !== null && { copied: 3 + rungs.length }),
  };
  await runFfmpeg({
    program: context.programs.ffmpegPath,
    args: ladderArguments(plan, work.input, pipes, threadsOf(context)),
    folder: work.folder,
    limits: runLimits({
      durationMs: plan.endMs,
      memoryBytes: estimateMemoryBytes(plan, rungs),
      speedFloor: 60,
    }),
    signal: attempt.signal,
    outputPipes: pictures.length + (hasSound ? 1 : 0),
    readOutput: async (output, index) => {
      const rung = pictures[index];
      if (rung === undefined) await shareSound(output, [...writers.values()]);
      else await writers.get(rung)?.read(output);
    },
    onProgress: stageProgress(context.db, asset.id, 'ladder', plan.endMs),
  });
}

/** Gives the sound, which is encoded once, to every rendition. */
async function shareSound(output: Readable, writers: readonly StreamWriter[]): Promise<void> {
  for await (const chunk of output) {
    // A pipe yields buffers.
    await Promise.all(writers.map((writer) => writer.takeSound(chunk as Buffer)));
  }
  await Promise.all(writers.map((writer) => writer.finishSound()));
}

function writerOf(
  context: WorkerContext,
  draft: EditionDraft,
  name: string,
  options: { soundApart: boolean },
): StreamWriter {
  return packageStream({
    blobs: context.blobs,
    maxDurationMs: context.mediaLimits.maxDurationMs,
    keyPrefix: draft.keyPrefix,
    name,
    packager: { targetSegmentMs: segmentMs, fillsSound: true, isUpright: true, ...options },
  });
}

/** Whether all renditions have the same segments, to within half a frame: else switching would stumble. */
function areAligned(streams: EditionStream[]): boolean {
  const [first, ...rest] = streams;
  if (!first) return false;
  const halfFrameSeconds = 0.5 / first.facts.framesPerSecond;
  return rest.every(
    ({ segments }) =>
      segments.length === first.segments.length &&
      segments.every((segment, index) => {
        const expected = first.segments[index]?.durationSeconds ?? 0;
        return Math.abs(segment.durationSeconds - expected) < halfFrameSeconds;
      }),
  );
}
