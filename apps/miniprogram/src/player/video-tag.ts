import {
  afterPlaybackEvent,
  createPlayIntent,
  createStarvation,
  createVideoSource,
  fileAfter,
  hasEnough,
  namesOtherEdition,
  noPlayback,
  noSource,
  playWithSound,
  type BufferRole,
  type PlaybackEvent,
  type PlaybackState,
  type SourceListener,
  type VideoSourceState,
} from '@weireel/client';
import type { Playback } from '@weireel/contract';
import { onReconnected } from '../api/connection.ts';
import { absoluteUrl } from '../server-url.ts';
import { hasBegunAnew } from './has-begun-anew.ts';
import { sound } from './phone-sound.ts';

/** What a `<video>` tag is to be told. */
export interface VideoTag {
  /** Gives it another source, from a position in seconds; an empty one takes the tag away. */
  setSource(src: string, fromSeconds: number): void;
  /** Plays. */
  play(): void;
  /** Pauses. */
  pause(): void;
  /** Mutes it, or not. */
  setMuted(muted: boolean): void;
}

/** What a player of the mini program works with. */
export interface TagPlayerOptions {
  /** The tag. */
  tag: VideoTag;
  /** Links of the video. */
  playback: () => Playback | null;
  /** What it is for at the moment. */
  role: () => BufferRole;
  /** Where it begins, in milliseconds; 0: at its beginning. */
  startMs: number;
  /** Brings fresh links. */
  refresh: () => Promise<void>;
  /** Told of each change. */
  onChange: (now: { playback: PlaybackState; source: VideoSourceState; isWanted: boolean }) => void;
  /** Enough is loaded; the next video may begin to load. */
  onEnough: () => void;
}

/** A player whose tag tells it what happens. */
export type TagPlayer = ReturnType<typeof createTagPlayer>;

/** Binds a `<video>` tag to the client's decisions. WeChat plays HLS by itself, on every phone. */
export function createTagPlayer(options: TagPlayerOptions) {
  const { tag, playback, role, startMs, refresh, onChange, onEnough } = options;
  let state = noPlayback;
  let sourceState = noSource;
  let isWanted = false;
  let hasMetadata = false;
  let way: 'own-hls' | 'file' = 'own-hls';
  let listener: SourceListener | null = null;

  const tell = () => onChange({ playback: state, source: sourceState, isWanted });

  const intent = createPlayIntent(
    {
      isPaused: () => state.paused,
      play: () => playWithSound({ setSound: ({ muted }) => tag.setMuted(muted), play }, sound),
      pause: () => tag.pause(),
    },
    (wanted) => {
      isWanted = wanted;
      tell();
    },
  );

  // The tag tells of nothing but its beginning: a try that had no effect is repeated when its data arrive.
  function play(): Promise<'playing'> {
    tag.play();
    return Promise.resolve('playing');
  }

  function begin(links: Playback, fromSeconds: number): void {
    hasMetadata = false;
    state = { ...noPlayback };
    const link = way === 'own-hls' ? links.hlsUrl : (links.mp4Url ?? links.hlsUrl);
    tag.setSource(absoluteUrl(link), fromSeconds);
  }

  const source = createVideoSource({
    media: {
      attach(links, { seconds }, heard) {
        way = 'own-hls';
        listener = heard;
        begin(links, seconds);
        return {
          // The tag decides itself how much it loads: a paused one the first seconds.
          setRole() {},
          setQuality() {},
          destroy() {
            listener = null;
            tag.setSource('', 0);
          },
        };
      },
      positionSeconds: () => (hasMetadata ? state.positionMs / 1000 : null),
      isPaused: () => state.paused,
      hasEnded: () => state.hasEnded,
    },
    intent,
    isWanted: () => isWanted,
    ...{ playback, role, refresh, startSeconds: startMs / 1000, isCutShort: () => false },
    onChange(now) {
      sourceState = now;
      starve();
      tell();
    },
  });

  const starvation = createStarvation({
    every(ms, act) {
      const timer = setInterval(act, ms);
      return () => clearInterval(timer);
    },
    upgrade: source.upgrade,
    ask: () => void refresh().then(source.noticeLinks),
  });

  function starve(): void {
    starvation.see({
      isStalled: role() === 'play' && state.isStalled && sourceState.failure === null,
      isBetterReady: namesOtherEdition(playback(), sourceState.attachedUrl),
    });
  }

  function hear(event: PlaybackEvent): void {
    state = afterPlaybackEvent(state, event);
    starve();
    tell();
    if (role() === 'play' && hasEnough(state)) onEnough();
  }

  const stopListening = onReconnected(source.reconnected);

  return {
    ...{ follow: source.follow, toggle: source.toggle, retry: source.retry },
    /** The tag knows its source. */
    loaded(durationMs: number) {
      hasMetadata = true;
      hear({ kind: 'read', figures: { durationMs } });
      intent.hear('ready');
    },
    /** It plays. */
    playing() {
      source.played();
      hear({ kind: 'read', figures: { paused: false, hasEnded: false } });
      hear({ kind: 'moving' });
      intent.hear('begun');
    },
    /** It was paused. */
    paused() {
      hear({ kind: 'read', figures: { paused: true } });
      hear({ kind: 'moving' });
      intent.hear('paused');
    },
    /** It has come to its end, and does not begin anew. */
    ended() {
      hear({ kind: 'read', figures: { paused: true, hasEnded: true } });
      hear({ kind: 'moving' });
      intent.hear('ended');
    },
    /** It has nothing to show. */
    waiting: () => hear({ kind: 'waiting', paused: state.paused }),
    /** Time has passed. */
    moved(positionMs: number, durationMs: number) {
      // What begins anew by itself tells of no end.
      const hasTurned = hasBegunAnew({ fromMs: state.positionMs, toMs: positionMs, durationMs });
      if (hasTurned && !state.paused) hear({ kind: 'read', figures: { hasEnded: true } });
      const hasEnded = state.hasEnded && state.paused;
      hear({ kind: 'read', figures: { positionMs, durationMs, hasEnded } });
      if (positionMs > 0) {
        if (!state.hasPicture) hear({ kind: 'shown' });
        if (state.isStalled) hear({ kind: 'moving' });
      }
      source.moved();
    },
    /** So much is loaded, in percent of the whole. */
    buffered: (percent: number) =>
      hear({ kind: 'read', figures: { bufferedMs: (state.durationMs * percent) / 100 } }),
    /** Its source does not play. */
    failed(message: string) {
      const links = playback();
      const failure = failureOf(message);
      const file = links === null ? null : fileAfter(way, failure, links);
      if (links === null || file === null) return listener?.onFailure(failure);
      way = 'file';
      begin(links, state.positionMs / 1000);
      if (isWanted) intent.hear('ready');
    },
    /** The person wants sound, or none. */
    sounds: () => tag.setMuted(sound.state().muted),
    /** It goes. */
    end() {
      stopListening();
      starvation.stop();
      source.end();
    },
  };
}

/** What WeChat says of a source that does not play: `MEDIA_ERR_NETWORK`, `MEDIA_ERR_DECODE`, `… 403 …`. */
function failureOf(message: string): 'network' | 'media' | 'gone' {
  if (/\b4\d\d\b/.test(message)) return 'gone';
  return /network/i.test(message) ? 'network' : 'media';
}
