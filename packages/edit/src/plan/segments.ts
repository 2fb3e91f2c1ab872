import { type EditDocument, endOf, isKnownItem } from '../edit-document.ts';
import { frameCount } from '../evaluation/evaluate-frame.ts';
import { ceilDivide, exactFrameTicks, floorDivide, ticksPerSecond } from '../time/ticks.ts';

/** Frames that are rendered and kept together. */
export interface Segment {
  /** Its first frame. */
  from: number;
  /** The first frame after it. */
  to: number;
}

const longestTicks = 2 * ticksPerSecond;

/**
 * Cuts the timeline where items and transitions begin and end, then into pieces of at most 2 s. What is cut at items,
 * and not at a grid, is still the same piece after everything has moved.
 */
export function segmentsOf(document: EditDocument): Segment[] {
  const length = exactFrameTicks(document.fps);
  const longest = Math.max(1, floorDivide(longestTicks, length));
  const count = frameCount(document);
  const edges = new Set([0, count]);
  for (const track of document.tracks) {
    if (track.hidden === true || track.kind === 'audio') continue;
    for (const item of track.items.filter((each) => isKnownItem(each) && each.disabled !== true)) {
      edges.add(frameFrom(item.start)).add(frameFrom(endOf(item)));
    }
    for (const { to, before, after } of track.transitions) {
      const cut = track.items.find(({ id }) => id === to)?.start ?? 0;
      edges.add(frameFrom(cut - before)).add(frameFrom(cut + after));
    }
  }
  const inOrder = [...edges].toSorted((a, b) => a - b);
  return inOrder.flatMap((from, index) => pieces(from, inOrder[index + 1] ?? from, longest));

  /** The first frame that shows the timeline at a time or later. */
  function frameFrom(ticks: number): number {
    return ceilDivide(ticks, length);
  }
}

function pieces(from: number, to: number, longest: number): Segment[] {
  return Array.from({ length: Math.ceil((to - from) / longest) }, (_, index) => ({
    from: from + index * longest,
    to: Math.min(to, from + (index + 1) * longest),
  }));
}
