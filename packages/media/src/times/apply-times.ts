import type { ProbeResult, VideoStream } from '../probe-result.ts';
import type { SourceTimes } from './packet-clock.ts';

/**
 * A probe whose lengths are taken back: those of containers whose headers are written before the end is known, are
 * guessed from the first and last bytes, or were seen to be wrong.
 */
export function withoutTimes<T extends ProbeResult>(probe: T): T {
  const { video, audio } = probe;
  return {
    ...probe,
    durationMs: null,
    video: video && { ...video, durationMs: null },
    audio: audio && { ...audio, durationMs: null },
  };
}

/**
 * A probe with the times that were found, counted like those of the probe from where the file begins. What is not
 * among them stays; where nobody looked for missing parts, none is said to be missing or not.
 */
export function withTimes<T extends ProbeResult>(
  probe: T,
  times: Pick<SourceTimes, 'spans'> & Partial<Pick<SourceTimes, 'missingMs'>>,
): T {
  const { startMs } = probe;
  const timed = <S extends Timed>(stream: S | null): S | null => {
    const span = stream === null ? undefined : times.spans.get(stream.index);
    if (stream === null || span === undefined) return stream;
    return {
      ...stream,
      startMs: Math.round(span.startMs - startMs),
      durationMs: Math.round(span.endMs - span.startMs),
    };
  };
  const [video, audio] = [timed(probe.video), timed(probe.audio)];
  const ends = [video, audio].flatMap((stream) =>
    stream?.durationMs == null ? [] : [stream.startMs + stream.durationMs],
  );
  return {
    ...probe,
    durationMs: ends.length === 0 ? null : Math.max(...ends),
    ...(times.missingMs !== undefined && { missingMs: Math.round(times.missingMs) }),
    video,
    audio,
  };
}

/** What has an index and times. */
type Timed = Pick<VideoStream, 'index' | 'startMs' | 'durationMs'>;
