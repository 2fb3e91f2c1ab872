import type { StoredArtefact } from '@weireel/db/videos';
import { FfmpegError, outputPath, readFfprobeLines, runFfmpeg } from '@weireel/ffmpeg';
import type { MovieTrack } from '@weireel/hls';
import {
  allowedDemuxers,
  checkAdmissible,
  packetSections,
  PacketClock,
  readPacketLine,
  withoutTimes,
  withTimes,
  type ProbeWithVideo,
  type SourceTimes,
} from '@weireel/media';
import {
  inputArguments,
  straightenArguments,
  straightFormat,
  type MediaInput,
  type Straightening,
} from '@weireel/transcode';
import { runLimits, scanLimits } from '../machine/limits.ts';
import { withMovieTimes } from './movie-times.ts';
import { openSource, probeSource, readTracks } from './source.ts';
import type { WorkerContext } from '../worker-context.ts';

/** A source that is understood. */
export interface ExaminedSource {
  /** What to read from now on: the source, or a copy of it with one clock. */
  input: MediaInput;
  /** What that holds, with times that can be relied on. */
  probe: ProbeWithVideo;
  /** What its sample tables say; null where there are none. */
  tracks: MovieTrack[] | null;
}

/** Where and on what that is done. */
export interface SourceWork {
  /** The source as it is stored; null: it is missing. */
  source: StoredArtefact<'source'> | null;
  /** Folder that takes the source, and a copy of it where one is needed. */
  folder: string;
  /** Ends the work. */
  signal: AbortSignal;
}

/** What of a worker's context is used. */
export type SourceContext = Pick<WorkerContext, 'blobs' | 'programs' | 'mediaLimits'>;

/** A clock of FLV or of a transport stream that skips more has changed; other containers write times on purpose. */
const longestPauseMs = 600_000;
/** FFmpeg takes a step of 10 s within a transport stream for another clock. */
const longestStreamStepMs = 8000;
/** A header that is so much beyond the samples is not believed. */
const doubtMs = 1000;

/**
 * Opens a source and says what it holds and when: the one place that decides where a source begins and ends. An MP4
 * is taken by its sample tables; of everything else, and where those are contradicted, all packets are read, because
 * headers are written before the end is known, and clocks begin anew. What FFmpeg would misunderstand is put straight
 * into a copy first.
 *
 * @throws WeireelError as `openSource` and `checkAdmissible` do
 */
export async function examineSource(context: SourceContext, work: SourceWork): Promise<ExaminedSource> {
  const { source, folder, signal } = work;
  const input = await openSource(context.blobs, source, folder);
  const tracks = await readTracks(context.blobs, source?.key ?? null, input.demuxer);
  const first = await probeSource(context.programs, input, folder, signal);
  const isPlain = first.video?.pixelFormat != null && tracks !== null && !isContradicted(first, tracks);
  if (isPlain) {
    const probe = withMovieTimes(first, tracks);
    checkAdmissible(probe, context.mediaLimits);
    return { input, probe, tracks };
  }
  const looked = await lookFurther(context, work, input, withoutTimes(first));
  const { probe } = looked;
  checkAdmissible(probe, context.mediaLimits);
  const times = await readTimes(context, work, looked.input, probe);
  const mayStay =
    (looked.input === input || !mayBeginAnywhere(input)) &&
    (times === null || (times.shifts.size === 0 && !isStumbledOver(input, times)));
  const straight = mayStay ? null : await straighten(context, work, looked.input, probe, times);
  const examined = straight ?? {
    input: looked.input,
    probe: times === null ? probe : withTimes(probe, times),
  };
  checkAdmissible(examined.probe, context.mediaLimits);
  return { ...examined, tracks: null };
}

/** Whether a stream says that it is longer than its samples are. */
function isContradicted(
  { video, audio }: Pick<ProbeWithVideo, 'audio'> & { video: ProbeWithVideo['video'] | null },
  tracks: readonly MovieTrack[],
): boolean {
  return [video, audio].some((stream) => {
    const track = stream === null ? undefined : tracks[stream.index];
    if (stream === null || track === undefined || track.mediaMs === 0) return false;
    return (stream.durationMs ?? Infinity) > track.mediaMs + doubtMs;
  });
}

/** Whether streams of such a source may begin anywhere, and clocks change: nothing but the packets names them. */
function mayBeginAnywhere({ demuxer }: MediaInput): boolean {
  return demuxer === 'mpegts' || demuxer === 'flv';
}

/** What the first seconds do not show is looked for further on: late streams, and slides, which take longer. */
async function lookFurther(
  context: SourceContext,
  { folder, signal }: SourceWork,
  input: MediaInput,
  probe: Awaited<ReturnType<typeof probeSource>>,
): Promise<{ input: MediaInput; probe: Awaited<ReturnType<typeof probeSource>> }> {
  const isComplete = probe.video?.pixelFormat != null && (probe.audio !== null || !mayBeginAnywhere(input));
  if (isComplete) return { input, probe };
  const far = { ...input, looksFar: true };
  const found = withoutTimes(await probeSource(context.programs, far, folder, signal));
  const isMore =
    (found.audio !== null && probe.audio === null) ||
    (found.video?.pixelFormat != null && probe.video?.pixelFormat == null);
  return isMore ? { input: far, probe: found } : { input, probe };
}

/** Times of the streams that are used, by all packets of the file; null when there are none to rely on. */
async function readTimes(
  context: SourceContext,
  { folder, signal }: SourceWork,
  input: MediaInput,
  { video, audio }: ProbeWithVideo,
): Promise<SourceTimes | null> {
  const clock = new PacketClock({ longestPauseMs: mayBeginAnywhere(input) ? longestPauseMs : Infinity });
  const used = new Set([video.index, audio?.index]);
  try {
    await readFfprobeLines(
      {
        program: context.programs.ffprobePath,
        args: [
          ...['-format_whitelist', allowedDemuxers.join(',')],
          ...packetSections,
          ...inputArguments(input),
        ],
        folder,
        limits: scanLimits,
        signal,
      },
      (line) => {
        const packet = readPacketLine(line);
        if (packet !== null && used.has(packet.stream)) clock.add(packet);
      },
    );
  } catch (error) {
    // What cannot be read to its end may still be decoded, or will say there why not.
    if (!(error instanceof FfmpegError) || signal.aborted) throw error;
    return null;
  }
  return clock.finish();
}

/** Whether FFmpeg would take pictures far apart for a change of the clock. */
function isStumbledOver({ demuxer }: MediaInput, { longestStepMs }: SourceTimes): boolean {
  return demuxer === 'mpegts' && longestStepMs > longestStreamStepMs;
}

/** Puts a source straight and examines the copy; null when FFmpeg cannot write it. */
async function straighten(
  context: SourceContext,
  work: SourceWork,
  input: MediaInput,
  probe: ProbeWithVideo,
  times: SourceTimes | null,
): Promise<Pick<ExaminedSource, 'input' | 'probe'> | null> {
  const { folder, signal } = work;
  const path = outputPath('straight');
  const straightening: Straightening = {
    video: probe.video.index,
    audio: probe.audio?.index ?? null,
    shifts: times?.shifts ?? new Map(),
  };
  try {
    await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: straightenArguments(input, straightening, path),
      folder,
      limits: runLimits({ durationMs: null, memoryBytes: 0, speedFloor: 1 }),
      signal,
    });
  } catch (error) {
    // Not every codec can be copied to another container.
    if (!(error instanceof FfmpegError) || error.failure !== 'failed' || signal.aborted) throw error;
    return null;
  }
  const copy = { demuxer: straightFormat(input, straightening.shifts), path, looksFar: true };
  const copied = withoutTimes(await probeSource(context.programs, copy, folder, signal));
  checkAdmissible(copied, context.mediaLimits);
  const copiedTimes = await readTimes(context, work, copy, copied);
  if (copiedTimes === null || copiedTimes.shifts.size > 0) return null;
  return { input: copy, probe: withTimes(copied, { ...copiedTimes, missingMs: times?.missingMs ?? 0 }) };
}
