/** How one attempt to play ended; `interrupted`: the source was changed or the element paused meanwhile. */
export type PlayOutcome = 'playing' | 'interrupted' | 'refused' | 'unplayable';

/** What the intention asks of a media element. */
export interface Playable {
  /** Whether it stands still. */
  isPaused(): boolean;
  /** Tries to play, silently where the browser allows nothing else. */
  play(): Promise<PlayOutcome>;
  /** Pauses. */
  pause(): void;
}

/** What a media element tells: data for a frame is there, it was paused or begun, it came to its end. */
export type PlayableEvent = 'ready' | 'paused' | 'begun' | 'ended';

/**
 * Whether a video is meant to play, kept apart from whether it does. A source that is attached later, or again,
 * ends every attempt to play before it («AbortError»), and nobody else would play it then.
 */
export interface PlayIntent {
  /** It is meant to play. */
  want(): void;
  /** It is meant to stand still. */
  unwant(): void;
  /** Stands still for a while without a change of mind: the page is hidden. */
  suspend(): void;
  /** Ends `suspend`. */
  resume(): void;
  /** Takes note of what the element tells. */
  hear(event: PlayableEvent): void;
}

/** An intention that nobody has yet; `onChange` hears each change of mind. */
export function createPlayIntent(media: Playable, onChange: (isWanted: boolean) => void): PlayIntent {
  let isWanted = false;
  let isSuspended = false;
  let isTrying = false;
  /** Counts the reasons to try: no attempt is repeated without a new one. */
  let reasons = 0;

  function decide(wanted: boolean): void {
    if (wanted === isWanted) return;
    isWanted = wanted;
    onChange(wanted);
  }

  async function attempt(): Promise<void> {
    reasons++;
    if (isTrying) return;
    isTrying = true;
    const reasonsBefore = reasons;
    const outcome = await media.play();
    isTrying = false;
    if (!isWanted || isSuspended) {
      if (!media.isPaused()) media.pause();
      return;
    }
    // The browser allows nothing before a touch: the person is asked for one.
    if (outcome === 'refused') decide(false);
    if (outcome === 'interrupted' && reasons > reasonsBefore && media.isPaused()) await attempt();
  }

  return {
    want() {
      decide(true);
      if (!isSuspended) void attempt();
    },
    unwant() {
      decide(false);
      media.pause();
    },
    suspend() {
      isSuspended = true;
      media.pause();
    },
    resume() {
      isSuspended = false;
      if (isWanted) void attempt();
    },
    hear(event) {
      switch (event) {
        case 'ready':
          if (!isWanted || isSuspended) return;
          // Before the interruption is told, the element may not say yet that it stands still.
          if (isTrying || media.isPaused()) void attempt();
          return;
        case 'begun':
          // By the system's own controls; told a moment later, so by then it may stand again.
          if (!isSuspended && !media.isPaused()) decide(true);
          return;
        case 'paused':
          if (!isSuspended && media.isPaused()) decide(false);
          return;
        case 'ended':
          decide(false);
          return;
      }
    },
  };
}
