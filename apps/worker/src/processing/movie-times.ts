import type { MovieTrack } from '@weireel/hls';
import { type ProbeResult, withTimes } from '@weireel/media';

/**
 * A probe with the ends that the sample tables of its movie say: what ffprobe calls the length of a stream is how
 * long its decoding takes, and a movie that was cut amid reordered pictures is shown longer than that.
 */
export function withMovieTimes<T extends ProbeResult>(probe: T, tracks: readonly MovieTrack[]): T {
  const streams = [
    { stream: probe.video, kind: 'video' },
    { stream: probe.audio, kind: 'audio' },
  ] as const;
  const spans = streams.flatMap(({ stream, kind }) => {
    const track = stream === null ? undefined : tracks[stream.index];
    if (stream === null || track?.kind !== kind || track.mediaMs === 0) return [];
    // Where it begins is FFmpeg's word, which knows how its decoder starts.
    const startMs = probe.startMs + stream.startMs;
    return [[stream.index, { startMs, endMs: Math.max(startMs, track.endMs) }] as const];
  });
  return spans.length === 0 ? probe : withTimes(probe, { spans: new Map(spans) });
}
