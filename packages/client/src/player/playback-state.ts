/** What a media element is doing, for views. */
export interface PlaybackState {
  /** Whether it stands still. */
  paused: boolean;
  /** Whether it wants to play and has nothing to show. */
  isStalled: boolean;
  /** Whether the first frame is on the screen. */
  hasPicture: boolean;
  /** Whether it has come to its end. */
  hasEnded: boolean;
  /** Position in milliseconds. */
  positionMs: number;
  /** Length in milliseconds as far as the element knows; 0: not yet. */
  durationMs: number;
  /** End of what is loaded around the position, in milliseconds. */
  bufferedMs: number;
}

/** What can be read off an element at any time. */
export type PlaybackFigures = Pick<
  PlaybackState,
  'paused' | 'hasEnded' | 'positionMs' | 'durationMs' | 'bufferedMs'
>;

/**
 * What a media element tells. `waiting`: it has nothing to show; `moving`: it plays, was
 * paused, or arrived where it was sent; `shown`: a frame is painted; `emptied`: its source was taken off.
 */
export type PlaybackEvent =
  | {
      kind: 'read';
      /** What could be read; the rest stays as it was. */
      figures: Partial<PlaybackFigures>;
    }
  | {
      kind: 'waiting';
      /** Whether it stands still by wish. */
      paused: boolean;
    }
  | { kind: 'moving' }
  | { kind: 'shown' }
  | { kind: 'emptied' };

/** An element without a source. */
export const noPlayback: PlaybackState = {
  paused: true,
  isStalled: false,
  hasPicture: false,
  hasEnded: false,
  positionMs: 0,
  durationMs: 0,
  bufferedMs: 0,
};

/** What is so after an event. */
export function afterPlaybackEvent(state: PlaybackState, event: PlaybackEvent): PlaybackState {
  switch (event.kind) {
    case 'read':
      return { ...state, ...event.figures };
    case 'waiting':
      // Who paused it does not wait.
      return { ...state, isStalled: !event.paused };
    case 'moving':
      return { ...state, isStalled: false };
    case 'shown':
      return { ...state, hasPicture: true };
    case 'emptied':
      return { ...state, hasPicture: false };
  }
}

/** Pieces of what is loaded, each from–to in milliseconds. */
export type LoadedRanges = readonly (readonly [fromMs: number, toMs: number])[];

// A frame may begin a little after the position that it is shown for.
const gapMs = 100;

/** End of what is loaded around a position, in milliseconds; 0: nothing is there. */
export function loadedUntilMs(ranges: LoadedRanges, positionMs: number): number {
  const around = ranges.find(([fromMs, toMs]) => fromMs <= positionMs + gapMs && toMs >= positionMs);
  return around?.[1] ?? 0;
}
