import { createPictureTouch, formatClock, heldRate, scaledTileAt, type Storyboard } from '@weireel/client';
import { absoluteUrl } from '../server-url.ts';

/** What a finger on a picture may do with its video. */
export interface Touched {
  /** Where it is, how long it is, and its small pictures; null: it is not on the screen, and nothing is asked of it. */
  now(): { positionMs: number; durationMs: number; isPlaying: boolean; storyboard: Storyboard | null } | null;
  /** Plays it so fast. */
  setRate(rate: number): void;
  /** Goes to a moment. */
  seek(positionMs: number): void;
  /** Shows where a finger leads; null: it leads nowhere any more. */
  showScrub(scrub: Scrub | null): void;
}

/** Where a finger leads, as the view shows it; nowhere: its time is empty. */
export interface Scrub {
  /** The moment, and how long the video is. */
  time: string;
  /** How far it is, in percent, no finer than the line is drawn. */
  percent: number;
  /** The sheet with its small picture; empty: there is none (yet). */
  sheet: string;
  /** The window onto that sheet, as a style. */
  window: string;
  /** The sheet behind the window, as a style. */
  behind: string;
}

/** No finger leads anywhere. */
export const noScrub: Scrub = { time: '', percent: 0, sheet: '', window: '', behind: '' };

/** What WeChat tells of fingers. */
type Fingers = Pick<WechatMiniprogram.TouchEvent, 'touches'>;

const tileEdgePx = 144;

/** Tells what fingers on a picture ask for: to play faster while they stay, or another moment while they move. */
export function createPictureGestures(video: Touched) {
  const touch = createPictureTouch(() => wx.getWindowInfo().windowWidth);

  return {
    /** A finger comes down. */
    down({ touches }: Fingers) {
      const [finger] = touches;
      const now = video.now();
      if (finger !== undefined && now !== null) touch.begin(placeOf(finger), now);
    },
    /** It has stayed: what plays goes faster. */
    hold() {
      if (video.now()?.isPlaying === true && touch.hold()) video.setRate(heldRate);
    },
    /** It moves. */
    move({ touches }: Fingers) {
      const [finger] = touches;
      const leadsTo = finger === undefined ? null : touch.move(placeOf(finger));
      const now = video.now();
      if (leadsTo !== null && now !== null) video.showScrub(scrubAt(leadsTo, now));
    },
    /** It is lifted, or taken away by the phone: then it leads nowhere. */
    up(isTaken: boolean) {
      const outcome = touch.end();
      if (outcome === null) return;
      if (outcome.kind === 'held') return video.setRate(1);
      video.showScrub(null);
      if (!isTaken) video.seek(outcome.positionMs);
    },
  };
}

const placeOf = ({ pageX, pageY }: WechatMiniprogram.TouchDetail) => ({ x: pageX, y: pageY });

function scrubAt(ms: number, now: { durationMs: number; storyboard: Storyboard | null }): Scrub {
  const { durationMs, storyboard } = now;
  const told = {
    time: `${formatClock(ms)} / ${formatClock(durationMs)}`,
    percent: Math.round((ms / durationMs) * 200) / 2,
  };
  if (storyboard === null) return { ...told, sheet: '', window: '', behind: '' };
  const tile = scaledTileAt(storyboard, ms, tileEdgePx);
  const px = (value: number) => `${Math.round(value * 10) / 10}px`;
  return {
    ...told,
    sheet: absoluteUrl(tile.sheetUrl),
    window: `width:${px(tile.width)};height:${px(tile.height)}`,
    behind: `width:${px(tile.sheetWidth)};height:${px(tile.sheetHeight)};left:-${px(tile.x)};top:-${px(tile.y)}`,
  };
}
