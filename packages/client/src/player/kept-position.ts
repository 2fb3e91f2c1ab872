import type { PlaybackState } from './playback-state.ts';

// Each is a write on the server.
const everyMs = 15_000;
// So near to its beginning or end nobody wants to go on.
const edgeMs = 5000;

/** Where somebody is in a video. */
export interface Place {
  /** Where they would go on. */
  positionMs: number;
  /** Whether they have just watched it to its end. */
  hasEnded: boolean;
}

/** Keeps how far somebody is in a video. */
export interface KeptPosition {
  /** Sees how far it is; tells it every quarter of a minute of watching, when it pauses, and when it has ended. */
  see(state: PlaybackState): void;
  /** Tells it now, because the video goes. */
  tell(): void;
}

/**
 * Keeps the place in one video.
 *
 * @param save tells the server; gives whether it keeps places at all. Null at its call: nobody is signed in
 */
export function createKeptPosition(
  save: (place: Place) => Promise<{ isKept: boolean }> | null,
): KeptPosition {
  let state: PlaybackState | null = null;
  let toldMs: number | null = null;
  let isOff = false;

  function tell(): void {
    if (state === null || isOff || !state.hasPicture) return;
    // Whoever has seen it to its end begins anew the next time.
    const positionMs = state.hasEnded ? 0 : Math.round(state.positionMs);
    // Who only looks in keeps their place.
    if (positionMs === toldMs || (!state.hasEnded && positionMs < edgeMs)) return;
    const told = save({ positionMs, hasEnded: state.hasEnded });
    if (told === null) return;
    toldMs = positionMs;
    told.then(
      ({ isKept }) => (isOff = !isKept),
      () => {
        // The next one says more.
      },
    );
  }

  return {
    tell,
    see(next) {
      const isPausedNow = next.paused && state?.paused === false;
      const hasEndedNow = next.hasEnded && state?.hasEnded !== true;
      state = next;
      if (
        isPausedNow ||
        hasEndedNow ||
        (!next.paused && Math.abs(next.positionMs - (toldMs ?? 0)) >= everyMs)
      )
        tell();
    },
  };
}

/** Where to offer somebody to go on, in milliseconds; null: from the beginning is as good. */
export function offeredPosition(positionMs: number, durationMs: number): number | null {
  return positionMs > edgeMs && positionMs < durationMs - edgeMs ? positionMs : null;
}
