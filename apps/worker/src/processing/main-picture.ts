import { findCurrentEdition } from '@weireel/db/playback';
import type { AssetRow } from '@weireel/db/videos';
import { FfmpegError, runFfprobe } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import {
  allowedDemuxers,
  findMainPicture,
  keyPictureSections,
  readKeyPictures,
  type MainPicture,
  type ProbeWithVideo,
} from '@weireel/media';
import {
  estimateMemoryBytes,
  inputArguments,
  mayChange,
  planTranscode,
  type MediaInput,
} from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What looking for the main picture needs. */
export interface MainPictureWork {
  /** The attempt. */
  attempt: Attempt;
  /** The asset. */
  asset: AssetRow;
  /** Its source. */
  input: MediaInput;
  /** Folder of the source. */
  folder: string;
  /** What the source holds, as it begins. */
  probe: ProbeWithVideo;
}

/**
 * How most of a clip is to be shown, where it may change on the way. Only key pictures are decoded, and none of the
 * clips that a phone makes: their header holds for all, or they were copied, which proves it.
 */
export async function lookForMainPicture(
  context: WorkerContext,
  { attempt, asset, input, folder, probe }: MainPictureWork,
): Promise<MainPicture> {
  const { video } = probe;
  const asProbed = { video, changes: false };
  if (!mayChange(probe)) {
    if (video.codec !== 'h264') return asProbed;
    if ((await findCurrentEdition(context.db, asset.id))?.kind === 'copy') return asProbed;
  }
  const plan = planTranscode(probe);
  const { pictureEndMs } = plan;
  try {
    const text = await runFfprobe({
      program: context.programs.ffprobePath,
      args: [
        ...['-format_whitelist', allowedDemuxers.join(','), '-of', 'json=compact=1'],
        ...keyPictureSections(probe, video, pictureEndMs),
        ...inputArguments(input),
      ],
      folder,
      limits: runLimits({
        durationMs: pictureEndMs,
        memoryBytes: estimateMemoryBytes(plan, []),
        speedFloor: 2,
      }),
      signal: attempt.signal,
    });
    return findMainPicture(video, readKeyPictures(JSON.parse(text), probe), pictureEndMs);
  } catch (error) {
    // It is made as it begins; what cannot be decoded says so there.
    if (!(error instanceof FfmpegError || error instanceof RangeError) || attempt.signal.aborted) throw error;
    return asProbed;
  }
}
