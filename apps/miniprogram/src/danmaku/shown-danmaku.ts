import { danmakuHex, type DanmakuLine, type DanmakuPlace } from '@weireel/client';

/** One danmaku as the view draws it. */
export interface ShownDanmaku {
  /** Another one each time that it is drawn: an animation begins anew only with a new element. */
  key: string;
  text: string;
  /** `scroll`: it crosses the picture; else it stands. `own`: it is one's own. */
  look: string;
  style: string;
}

/**
 * One danmaku at its place. Its animation runs on the time of the video: what has passed of it is left out.
 *
 * @param positionMs where the video is
 * @param rate how fast it plays
 * @param turn how many were drawn before
 */
export function shownDanmaku(
  { id, body, colour }: DanmakuLine,
  { mode, topPx, leftPx, startMs, durationMs }: DanmakuPlace,
  { positionMs, rate, turn, isOwn }: { positionMs: number; rate: number; turn: number; isOwn: boolean },
): ShownDanmaku {
  const [lasts, waits] = [durationMs, startMs - positionMs].map((ms) => Math.round(ms / rate));
  const look = `${mode === 'scroll' ? 'scroll' : 'stand'}${isOwn ? ' own' : ''}`;
  const place = `top:${Math.round(topPx)}px;left:${Math.round(leftPx)}px;color:${danmakuHex[colour]}`;
  return {
    ...{ key: `${id}.${turn}`, text: body, look },
    style: `${place};animation-duration:${lasts}ms;animation-delay:${waits}ms`,
  };
}
