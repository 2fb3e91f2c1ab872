import type { Chapter } from '@weireel/contract';

/** Half of the gap between two chapters on a line, in pixels. */
const halfGapPx = 1.5;

/**
 * A mask that leaves gaps in a line where chapters begin, as CSS takes it; absent: there are none. What begins with the
 * video parts nothing.
 */
export function gapsOf(
  chapters: readonly Pick<Chapter, 'startMs'>[],
  durationMs: number,
): string | undefined {
  const places = chapters.filter(({ startMs }) => startMs > 0 && startMs < durationMs);
  if (places.length === 0) return undefined;
  // A stop at 0 stands where the one before it does: an edge without any blur.
  const stops = places.map(({ startMs }) => {
    const at = `${((startMs / durationMs) * 100).toFixed(3)}%`;
    return `#000 0 calc(${at} - ${halfGapPx}px), transparent 0 calc(${at} + ${halfGapPx}px)`;
  });
  return `linear-gradient(to right, ${stops.join(', ')}, #000 0)`;
}
