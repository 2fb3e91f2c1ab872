/** Where a finger is on the screen, in pixels. */
export interface FingerPlace {
  /** From the left. */
  x: number;
  /** From the top. */
  y: number;
}

/** What a lifted finger had asked for: nothing faster any more, or another moment, in milliseconds. */
export type TouchOutcome =
  | { kind: 'held' }
  | {
      kind: 'seek';
      /** The moment, in milliseconds. */
      positionMs: number;
    };

/** Tells what a finger on a playing picture asks for beside taps. */
export interface PictureTouch {
  /** A finger comes down, at a moment of a video. `durationMs` 0: its length is not known, and no other can be sought. */
  begin(at: FingerPlace, video: { positionMs: number; durationMs: number }): void;
  /** It has stayed for `holdAfterMs`; gives whether it plays faster from now on. */
  hold(): boolean;
  /** It moves; gives the moment to which it leads, in milliseconds; null: it leads to none. */
  move(at: FingerPlace): number | null;
  /** It is lifted; null: it asked for nothing. */
  end(): TouchOutcome | null;
}

/** How long a finger stays until the video plays faster, in milliseconds, as WeChat tells a long press. */
export const holdAfterMs = 350;
/** How fast it plays then. */
export const heldRate = 2;

// Fingers tremble; whoever wants to swipe to another video moves further up or down than across.
const tremblePx = 10;
// There the phone's own gestures begin.
const edgePx = 20;
// The width of a screen leads through so much of a long video, and through a short one as a whole.
const leastSpanMs = 90_000;
const shareOfLong = 0.25;

/**
 * A finger that nothing is known of.
 *
 * @param widthPx width of the screen
 */
export function createPictureTouch(widthPx: () => number): PictureTouch {
  let phase: 'none' | 'open' | 'holding' | 'seeking' | 'other' = 'none';
  let start: FingerPlace = { x: 0, y: 0 };
  let fromMs = 0;
  let durationMs = 0;
  let positionMs = 0;

  function choose(at: FingerPlace): void {
    const [across, along] = [Math.abs(at.x - start.x), Math.abs(at.y - start.y)];
    if (Math.max(across, along) < tremblePx) return;
    const isAtEdge = start.x < edgePx || start.x > widthPx() - edgePx;
    phase = across > along && durationMs > 0 && !isAtEdge ? 'seeking' : 'other';
    // From here on, so that nothing jumps.
    start = at;
  }

  return {
    begin(at, video) {
      // A second finger asks for nothing that we know.
      phase = phase === 'none' ? 'open' : 'other';
      start = at;
      ({ positionMs: fromMs, durationMs } = video);
      positionMs = fromMs;
    },
    hold() {
      if (phase !== 'open') return false;
      phase = 'holding';
      return true;
    },
    move(at) {
      if (phase === 'open') choose(at);
      if (phase !== 'seeking') return null;
      const spanMs = Math.min(durationMs, Math.max(leastSpanMs, durationMs * shareOfLong));
      const wantedMs = fromMs + ((at.x - start.x) / Math.max(1, widthPx())) * spanMs;
      positionMs = Math.min(durationMs, Math.max(0, wantedMs));
      return positionMs;
    },
    end() {
      const before = phase;
      phase = 'none';
      if (before === 'holding') return { kind: 'held' };
      return before === 'seeking' ? { kind: 'seek', positionMs } : null;
    },
  };
}
