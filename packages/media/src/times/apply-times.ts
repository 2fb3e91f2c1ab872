import type { ProbeResult } from '../probe-result.ts';
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

/** A probe with the times that the packets say, counted like those of the probe from where the file begins. */
export function withTimes<T extends ProbeResult>(probe: T, times: SourceTimes): T {
  const { video, audio, startMs } = probe;
  const span = (index: number | undefined) => (index === undefined ? undefined : times.spans.get(index));
  const [picture, sound] = [span(video?.index), span(audio?.index)];
  const ends = [picture, sound].flatMap((one) => (one === undefined ? [] : [one.endMs - startMs]));
  const at = (one: typeof picture) =>
    one && {
      startMs: Math.round(one.startMs - startMs),
      durationMs: Math.round(one.endMs - one.startMs),
    };
  return {
    ...probe,
    durationMs: ends.length === 0 ? null : Math.round(Math.max(...ends)),
    missingMs: Math.round(times.missingMs),
    video: video && { ...video, ...at(picture) },
    audio: audio && { ...audio, ...at(sound) },
  };
}
