import { FfmpegError, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import {
  analysisArguments,
  estimateMemoryBytes,
  readAnalysis,
  tunePlan,
  type MediaInput,
  type TranscodePlan,
} from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * Looks at samples of the picture and at the sound, and fits the plan to them.
 *
 * @param work.isMixed whether the clip is a film that was made here, whose sound is as loud as it is to be
 */
export async function analyseClip(
  context: WorkerContext,
  work: { attempt: Attempt; input: MediaInput; folder: string; plan: TranscodePlan; isMixed: boolean },
): Promise<TranscodePlan> {
  const { attempt, plan, isMixed } = work;
  try {
    const lines = await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: analysisArguments(plan, work.input),
      folder: work.folder,
      limits: runLimits({
        durationMs: plan.endMs,
        memoryBytes: estimateMemoryBytes(plan, plan.ladder),
        speedFloor: 2,
      }),
      signal: attempt.signal,
    });
    return tunePlan(plan, readAnalysis(lines), { isMixed });
  } catch (error) {
    // What cannot be looked at may still be encoded, or will say there why not.
    if (!(error instanceof FfmpegError) || attempt.signal.aborted) throw error;
    return plan;
  }
}
