import type { PictureFormat } from './segment-arguments.ts';
import type { FrameRun, SegmentPicture } from './segment-picture.ts';

/** More segments than these spare hardly anything. */
const mostTogether = 4;
/** Each encoder of a run holds about so many pictures, and all of them together no more bytes. */
const [heldPictures, mostHeldBytes] = [24, 256 * 2 ** 20];

/**
 * Segments that one run of FFmpeg renders: such as show a file's frames one after the other, each from where the last
 * one ended, are decoded once. All others stand by themselves.
 *
 * @param size of the pictures
 * @param runsAtOnce runs that are wanted at least, where there are segments enough: each keeps a processor busy
 */
export function groupSegments<T extends { picture: SegmentPicture }>(
  segments: readonly T[],
  { widthPx, heightPx }: Pick<PictureFormat, 'widthPx' | 'heightPx'>,
  runsAtOnce: number,
): T[][] {
  const held = Math.floor(mostHeldBytes / (heldPictures * 1.5 * widthPx * heightPx));
  const most = Math.max(1, Math.min(mostTogether, held, Math.ceil(segments.length / runsAtOnce)));
  const groups: T[][] = [];
  for (const segment of segments) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (
      group !== undefined &&
      last !== undefined &&
      group.length < most &&
      goesOn(last.picture, segment.picture)
    )
      group.push(segment);
    else groups.push([segment]);
  }
  return groups;
}

/** The runs that these pictures are; null where one is none. */
export function frameRuns(pictures: readonly SegmentPicture[]): FrameRun[] | null {
  const runs = pictures.filter((picture) => picture.kind === 'frames');
  return runs.length === pictures.length ? runs : null;
}

function goesOn(before: SegmentPicture, after: SegmentPicture): boolean {
  if (before.kind !== 'frames' || after.kind !== 'frames') return false;
  const isSame = before.sha256 === after.sha256 && before.fit === after.fit;
  return isSame && isSteady(before) && isSteady(after) && after.frames[0] === (before.frames.at(-1) ?? 0) + 1;
}

/** Whether each frame is the one after that before it. */
function isSteady({ frames }: FrameRun): boolean {
  return frames.every((frame, index) => frame === (frames[0] ?? 0) + index);
}
