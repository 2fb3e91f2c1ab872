import type { TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/** A picture with so many more bits than its rung may have is encoded for networks that cannot carry it. */
const mostBits = 2;

/**
 * The rung that a film's own picture is: it was encoded here already, as well as the best rung, with key frames no
 * further apart than rungs have them. Null: all rungs are encoded.
 *
 * @param plan of a film that was rendered here
 */
export function copiedRung({ path, ladder, display, video, frameRate }: TranscodePlan): Rung | null {
  const top = ladder.at(-1);
  if (path !== 'copy' || top === undefined) return null;
  const isOfSize = top.widthPx === display.widthPx && top.heightPx === display.heightPx;
  const isEasy = (video.bitrateBps ?? Infinity) <= mostBits * top.maxBitrateBps;
  const rate = video.averageFrameRate;
  const isOfRate = rate !== null && rate.num * frameRate.den === frameRate.num * rate.den;
  return isOfSize && isEasy && isOfRate && video.orientation.turn === 0 ? top : null;
}
