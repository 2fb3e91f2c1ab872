import { type EditDocument, endOf, isKnownItem } from '../edit-document.ts';
import { evaluateFrame, frameCount } from '../evaluation/evaluate-frame.ts';
import { ceilDivide, exactFrameTicks, floorDivide, type Rate, ticksPerSecond } from '../time/ticks.ts';
import { soleVideo } from './sole-video.ts';

/** Frames that are rendered and kept together. */
export interface Segment {
  /** Its first frame. */
  from: number;
  /** The first frame after it. */
  to: number;
}

const longestTicks = 2 * ticksPerSecond;

/** Frames that a second takes, to the next whole one: so many of a file that are shown as they are make a piece. */
function framesOfSecond({ num, den }: Rate): number {
  return Math.max(1, Math.round(num / den));
}

/**
 * Cuts the timeline where items and transitions begin and end, then into pieces of at most 2 s. What is cut at items,
 * and not at a grid of the timeline, is still the same piece after everything has moved. Frames of one file that follow
 * one another as they are are cut at the whole seconds of the file: whichever stretch of it is shown, all but its ends
 * are the same pieces.
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
  return inOrder.flatMap((from, index) => {
    const to = inOrder[index + 1] ?? from;
    const first = firstOfRun(document, from, to);
    if (first === null) return pieces(from, to, longest);
    const second = framesOfSecond(document.fps);
    const head = Math.min(to, from + second - (first % second));
    return [{ from, to: head }, ...pieces(head, to, second)];
  });

  /** The first frame that shows the timeline at a time or later. */
  function frameFrom(ticks: number): number {
    return ceilDivide(ticks, length);
  }
}

/** The first frame of a file of which all these frames show one after the other, and nothing else; null: they do not. */
function firstOfRun(document: EditDocument, from: number, to: number): number | null {
  if (to <= from) return null;
  const first = soleVideo(evaluateFrame(document, from));
  const last = soleVideo(evaluateFrame(document, to - 1));
  const isRun = first !== null && last?.sha256 === first.sha256 && last.frame - first.frame === to - 1 - from;
  return isRun ? first.frame : null;
}

function pieces(from: number, to: number, longest: number): Segment[] {
  return Array.from({ length: Math.ceil((to - from) / longest) }, (_, index) => ({
    from: from + index * longest,
    to: Math.min(to, from + (index + 1) * longest),
  }));
}
