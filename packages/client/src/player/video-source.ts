import type { Playback } from '@weireel/contract';
import type { BufferRole } from './buffer-role.ts';
import { namesOtherEdition } from './names-other-edition.ts';
import type { PlayIntent } from './play-intent.ts';
import type { PlaybackFailure } from './source-way.ts';

/** One quality that can be chosen. */
export interface Quality {
  /** Index to hand back. */
  index: number;
  /** Shorter edge of the picture in pixels, as people name qualities. */
  shortEdgePx: number;
  /** Bits per second. */
  bitrateBps: number;
}

/** What the owner of a source hears. */
export interface SourceListener {
  /** The qualities that can be chosen; empty where the platform chooses by itself. */
  onQualities(qualities: Quality[]): void;
  /** The quality that plays now. */
  onQuality(index: number): void;
  /** Playback has come to an end that cannot be mended by the source itself. */
  onFailure(failure: PlaybackFailure): void;
}

/** A source that an element has. */
export interface AttachedSource {
  /** How much to load. */
  setRole(role: BufferRole): void;
  /** Chooses a quality; null: automatically. */
  setQuality(index: number | null): void;
  /** Takes the source off the element and stops loading. */
  destroy(): void;
}

/** A media element as far as its source goes. */
export interface SourceMedia {
  /** Gives it a source that begins at a position; null while there is no element to give it to. */
  attach(
    playback: Playback,
    from: { role: BufferRole; seconds: number },
    listener: SourceListener,
  ): AttachedSource | null;
  /** Where it stands, in seconds; null: what is attached knows nothing as yet. */
  positionSeconds(): number | null;
  /** Whether it stands still. */
  isPaused(): boolean;
  /** Whether it came to its end. */
  hasEnded(): boolean;
}

/** What a video's source is asked by, and whom it tells. */
export interface VideoSourceOptions {
  /** The element. */
  media: SourceMedia;
  /** Whether the video is meant to play. */
  intent: Pick<PlayIntent, 'want' | 'unwant'>;
  /** Whether it is, at the moment. */
  isWanted: () => boolean;
  /** Links of the video; null: it has none (yet). */
  playback: () => Playback | null;
  /** What the video is for at the moment. */
  role: () => BufferRole;
  /** Brings fresh links: those that are here no longer work. Resolves when `playback` gives them. */
  refresh: () => Promise<void>;
  /** Whether what has ended was given up while it grew, so that a newer version goes on there. */
  isCutShort: () => boolean;
  /** Where it begins, in seconds. Absent: at its beginning. */
  startSeconds?: number;
  /** Told of each change. */
  onChange: (state: VideoSourceState) => void;
}

/** What is known of a video's source. */
export interface VideoSourceState {
  /** Why nothing plays; null: nothing is wrong. */
  failure: PlaybackFailure | null;
  /** The qualities that can be chosen. */
  qualities: Quality[];
  /** The one that was chosen; null: automatically. */
  chosenQuality: number | null;
  /** The one that plays; null: not known. */
  playingQuality: number | null;
  /** Link of what is attached; empty: nothing is. */
  attachedUrl: string;
}

/** Plays, preloads and rests a video as its role says; knows its qualities, its failures, and a better version. */
export interface VideoSource {
  /** Does what the role says now: it is another one, or there are links at last. */
  follow(): void;
  /** Changes over to the newest version at the same position; one that was watched to its end begins anew. */
  upgrade(): void;
  /** Tries again after a failure. */
  retry(): void;
  /** Chooses a quality; null: automatically. */
  choose(index: number | null): void;
  /** Plays what stands still, and stops what plays. */
  toggle(): void;
  /** Looks at links that have changed: nobody is disturbed by a better version before the first play or after a failure. */
  noticeLinks(): void;
  /** The server is reached again. */
  reconnected(): void;
  /** The element tells that time passes. */
  moved(): void;
  /** The element tells that it plays: links that it was given work. */
  played(): void;
  /** Takes the source off for good. */
  end(): void;
}

// A link that never works is not asked for without end.
const mostRefreshes = 2;

/** What a video's source is before anything is attached. */
export const noSource: VideoSourceState = {
  failure: null,
  qualities: [],
  chosenQuality: null,
  playingQuality: null,
  attachedUrl: '',
};

/** A source that nothing is attached to; `follow` begins it. */
export function createVideoSource(options: VideoSourceOptions): VideoSource {
  const { media, intent, isWanted, playback, role, refresh, isCutShort, onChange } = options;
  let state = noSource;
  let source: AttachedSource | null = null;
  let refreshes = 0;
  let isOver = false;
  // Where it stands, also while what was attached last knows nothing yet.
  let positionSeconds = 0;

  function change(by: Partial<VideoSourceState>): void {
    state = { ...state, ...by };
    onChange(state);
  }

  function attach(fromSeconds = 0): void {
    const links = playback();
    if (isOver || links === null || source !== null || role() === 'rest') return;
    source = media.attach(
      links,
      { role: role(), seconds: fromSeconds },
      {
        onQualities: (qualities) => change({ qualities }),
        onQuality: (playingQuality) => change({ playingQuality }),
        onFailure: (failure) => void fail(failure),
      },
    );
    if (source === null) return;
    positionSeconds = fromSeconds;
    change({ attachedUrl: links.hlsUrl });
  }

  function detach(): void {
    source?.destroy();
    source = null;
    change({ attachedUrl: '', chosenQuality: null, playingQuality: null });
  }

  function notePosition(): void {
    positionSeconds = media.positionSeconds() ?? positionSeconds;
  }

  function upgrade(): void {
    if (isOver) return;
    notePosition();
    const hasEnded = media.hasEnded();
    const atSeconds = hasEnded && !isCutShort() ? 0 : positionSeconds;
    const goesOn = isWanted() || hasEnded;
    detach();
    change({ failure: null });
    attach(atSeconds);
    if (goesOn) intent.want();
  }

  function retry(): void {
    upgrade();
    intent.want();
  }

  async function fail(failure: PlaybackFailure): Promise<void> {
    if (failure !== 'gone' || refreshes >= mostRefreshes) return change({ failure });
    refreshes++;
    const goesOn = isWanted();
    await refresh();
    if (isOver) return;
    upgrade();
    if (goesOn) intent.want();
  }

  return {
    ...{ upgrade, retry, moved: notePosition },
    follow() {
      attach(options.startSeconds);
      source?.setRole(role());
      if (role() === 'play') intent.want();
      else intent.unwant();
    },
    choose(index) {
      change({ chosenQuality: index });
      source?.setQuality(index);
    },
    toggle() {
      if (media.isPaused() && state.failure === null) intent.want();
      else intent.unwant();
    },
    noticeLinks() {
      if (!namesOtherEdition(playback(), state.attachedUrl)) return;
      // Before the first play, or after a failure.
      const isUntouched = media.isPaused() && (media.positionSeconds() ?? 0) === 0;
      if (state.failure !== null || isUntouched) upgrade();
    },
    reconnected() {
      if (state.failure === 'network') retry();
    },
    played() {
      refreshes = 0;
    },
    end() {
      isOver = true;
      detach();
    },
  };
}
