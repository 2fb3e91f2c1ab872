import {
  createKeptPosition,
  createTapTeller,
  hasSound,
  mayHint,
  tapWaitMs,
  ApiError,
  type BufferRole,
  type KeptPosition,
  type PlaybackState,
} from '@weireel/client';
import type { Playback, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { isSinglePage } from '../../api/needs-person.ts';
import { meNow, onSession } from '../../api/session.ts';
import { onCommentCounts } from '../../community/comment-counts.ts';
import { facts, onFacts } from '../../community/pressed.ts';
import { danmakuWish, onDanmakuWish, wishDanmaku } from '../../danmaku/wish.ts';
import { chooseDeed } from '../../feed/choose-deed.ts';
import { knownVideo, renewVideo } from '../../feed/known-videos.ts';
import { shownFacts, shownItem } from '../../feed/shown-item.ts';
import { words } from '../../language/language.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openPerson, openTag } from '../../shell/go.ts';
import { allowMobile, onDataWish, peakBitrateBps, savesData, waitsForTap } from '../../player/data-wish.ts';
import { onSound, sound } from '../../player/phone-sound.ts';
import { createPictureGestures, noScrub } from '../../player/picture-gestures.ts';
import { createTagPlayer, type TagPlayer } from '../../player/video-tag.ts';

/** What an item keeps beside its data: it is not for the view. */
interface Parts {
  video: Video;
  playback: Playback | null;
  player: TagPlayer;
  kept: KeptPosition;
  tap: ReturnType<typeof createTapTeller>;
  gestures: ReturnType<typeof createPictureGestures>;
  /** Where it is, and whether it goes on. */
  positionMs: number;
  durationMs: number;
  isMoving: boolean;
  rate: number;
  single: ReturnType<typeof setTimeout> | undefined;
  lastHeart: number;
  hasEnded: boolean;
  stops: (() => void)[];
}

/** The danmaku over the picture, as they are told where it is. */
interface DanmakuLayer {
  follow(going: Pick<Parts, 'positionMs' | 'rate' | 'isMoving'>): void;
}

const parts = new WeakMap<object, Parts>();
const heartMs = 600;

Component({
  // `jump`: where to go on, in milliseconds; a new one each time. `startMs`: where it begins. `stops`: whether it
  // stands still at its end, instead of beginning anew.
  properties: { videoId: String, role: String, jump: Object, startMs: Number, stops: Boolean },

  data: {
    words: words(),
    ...{ src: '', from: 0, muted: true, poster: '', fit: 'contain', hasPicture: false, isPaused: false },
    ...{ failure: false, hint: false, progress: 0, author: '', avatar: '', letter: '', title: '' },
    // A card in Moments shares and reports nothing.
    isSingle: isSinglePage(),
    ...{ isWaiting: false, peakBps: 0 },
    tags: [] as string[], // As: it holds some later.
    ...{ isMine: false, follows: false, comments: '' },
    like: { isOn: false, text: '' },
    favourite: { isOn: false, text: '' },
    // Whether it plays faster under a finger; whether danmaku may be said, and are shown.
    ...{ isFast: false, talks: false, hasDanmaku: false, wantsDanmaku: true },
    scrub: noScrub,
    hearts: [] as { id: number; x: number; y: number }[], // As: it holds some later.
  },

  observers: {
    role() {
      this.followRole();
    },

    jump(jump: { atMs: number } | null) {
      if (jump !== null) this.context().seek(jump.atMs / 1000);
    },
  },

  lifetimes: {
    attached() {
      const video = knownVideo(this.data.videoId);
      if (video === undefined) return;
      const kept = createKeptPosition((body) =>
        meNow() === null ? null : api.call('putPosition', { params: { id: video.id }, body }),
      );
      const player = createTagPlayer({
        tag: {
          setSource: (src, from) => this.set({ src, from, hasPicture: false }),
          play: () => this.context().play(),
          pause: () => this.context().pause(),
          setMuted: (muted) => this.set({ muted }),
        },
        playback: () => parts.get(this)?.playback ?? null,
        // As: the feed hands nothing else down.
        role: () => (waitsForTap() ? 'rest' : (this.data.role as BufferRole)),
        startMs: this.data.startMs,
        refresh: () => this.refreshLinks(),
        onChange: ({ playback, source, isWanted }) => {
          kept.see(playback);
          if (this.data.stops) this.tellEnd(playback.hasEnded);
          const durationMs = Math.max(playback.durationMs, video.durationMs ?? 0);
          const share = durationMs === 0 ? 0 : playback.positionMs / durationMs;
          this.noteGoing(playback, durationMs);
          this.set({
            hasPicture: playback.hasPicture,
            isPaused: this.data.role === 'play' && !isWanted,
            failure: source.failure !== null,
            // No finer than the line is drawn.
            progress: Math.min(100, Math.round(share * 200) / 2),
          });
        },
        onEnough: () => {
          if (!savesData()) this.triggerEvent('enough', { videoId: video.id });
        },
      });
      const stops = [
        onFacts(() => this.showFacts()),
        onCommentCounts(() => this.showFacts()),
        onSession(() => void facts.askMine(video)),
        onSound(() => this.showSound()),
        onDataWish(() => this.followRole()),
        onDanmakuWish(() => this.showDanmaku()),
      ];
      const tap = createTapTeller();
      const untouched = { single: undefined, lastHeart: 0, hasEnded: false };
      const still = { positionMs: 0, durationMs: video.durationMs ?? 0, isMoving: false, rate: 1 };
      const gestures = this.gesturesOf();
      const { playback } = video;
      parts.set(this, { video, playback, player, kept, tap, stops, gestures, ...untouched, ...still });
      if (meNow() !== null) void facts.askMine(video);
      this.set(shownItem(video));
      this.showFacts();
      this.showSound();
      this.followRole();
    },

    detached() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      parts.delete(this);
      if (mine.single !== undefined) clearTimeout(mine.single);
      for (const stop of mine.stops) stop();
      mine.kept.tell();
      mine.player.end();
    },
  },

  methods: {
    /** Sets what is other than it was: everything that is set crosses threads. */
    set(wanted: Record<string, unknown>) {
      const changes = changesOf(this.data, wanted);
      if (changes !== null) this.setData(changes);
    },

    tellEnd(hasEnded: boolean) {
      const mine = parts.get(this);
      if (mine === undefined || mine.hasEnded === hasEnded) return;
      mine.hasEnded = hasEnded;
      this.triggerEvent('ended', { hasEnded });
    },

    context() {
      return wx.createVideoContext('video', this);
    },

    followRole() {
      const mine = parts.get(this);
      mine?.player.follow();
      // Whoever swipes on lifts their finger elsewhere.
      mine?.gestures.up(true);
      this.showDanmaku();
      this.set({ isWaiting: waitsForTap() && this.data.role === 'play', peakBps: peakBitrateBps() });
    },

    showFacts() {
      const mine = parts.get(this);
      if (mine !== undefined) this.set(shownFacts(mine.video));
    },

    gesturesOf() {
      return createPictureGestures({
        now: () => {
          const mine = parts.get(this);
          if (mine === undefined || this.data.role !== 'play') return null;
          const { positionMs, durationMs, isMoving: isPlaying } = mine;
          return { positionMs, durationMs, isPlaying, storyboard: mine.playback?.storyboard ?? null };
        },
        setRate: (rate) => this.setRate(rate),
        seek: (ms) => this.context().seek(ms / 1000),
        showScrub: (scrub) => this.set({ scrub: scrub ?? noScrub }),
      });
    },

    setRate(rate: number) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.rate = rate;
      this.context().playbackRate(rate);
      this.set({ isFast: rate !== 1 });
    },

    /** Danmaku are shown over what plays alone. */
    showDanmaku() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const talks = mine.video.commentPolicy !== 'closed';
      const { isShown: wantsDanmaku } = danmakuWish();
      this.set({ talks, wantsDanmaku, hasDanmaku: talks && wantsDanmaku && this.data.role === 'play' });
    },

    noteGoing({ positionMs, paused, isStalled, hasPicture }: PlaybackState, durationMs: number) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      Object.assign(mine, { positionMs, durationMs, isMoving: hasPicture && !paused && !isStalled });
      if (!this.data.hasDanmaku) return;
      const { isMoving, rate } = mine;
      // As: the view names it so.
      const layer = this.selectComponent('#danmaku') as unknown as DanmakuLayer | null;
      layer?.follow({ positionMs, isMoving, rate });
    },

    showSound() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { id } = mine.video;
      const hint = this.data.role === 'play' && hasSound(mine.playback) && mayHint(sound.state(), id);
      if (hint) sound.noteHint(id);
      this.set({ muted: sound.state().muted, hint });
    },

    async refreshLinks() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      try {
        const fresh = await api.call('video', { params: { id: mine.video.id } });
        renewVideo(fresh);
        mine.playback = fresh.playback;
      } catch (error) {
        const isGone = error instanceof ApiError && error.code === 'not_found';
        if (isGone) this.triggerEvent('gone', { videoId: mine.video.id });
      }
    },

    onTap({ detail, timeStamp }: WechatMiniprogram.Touch<{ x: number; y: number }>) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      if (this.data.isWaiting) return allowMobile();
      if (mine.single !== undefined) clearTimeout(mine.single);
      if (mine.tap({ ...detail, timeMs: timeStamp }) === 'first') {
        mine.single = setTimeout(mine.player.toggle, tapWaitMs);
        return;
      }
      this.burst(detail);
      if (!facts.stateOf('like', mine.video).isOn) facts.set('like', mine.video, true);
    },

    onDown(event: WechatMiniprogram.TouchEvent) {
      parts.get(this)?.gestures.down(event);
    },

    onMove(event: WechatMiniprogram.TouchEvent) {
      parts.get(this)?.gestures.move(event);
    },

    onHold() {
      parts.get(this)?.gestures.hold();
    },

    onUp() {
      parts.get(this)?.gestures.up(false);
    },

    onTaken() {
      parts.get(this)?.gestures.up(true);
    },

    onDanmaku() {
      wishDanmaku({ isShown: !danmakuWish().isShown });
    },

    onSay() {
      const atMs = Math.round(parts.get(this)?.positionMs ?? 0);
      this.triggerEvent('say', { videoId: this.data.videoId, atMs });
    },

    burst({ x, y }: { x: number; y: number }) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const id = (mine.lastHeart += 1);
      this.setData({ hearts: [...this.data.hearts, { id, x, y }] });
      setTimeout(
        () => this.setData({ hearts: this.data.hearts.filter((heart) => heart.id !== id) }),
        heartMs,
      );
    },

    onFact({ currentTarget }: WechatMiniprogram.BaseEvent<object, { kind: 'like' | 'favourite' }>) {
      const mine = parts.get(this);
      const { kind } = currentTarget.dataset;
      if (mine !== undefined) facts.set(kind, mine.video, !facts.stateOf(kind, mine.video).isOn);
    },

    onFollow() {
      const mine = parts.get(this);
      if (mine !== undefined) facts.set('follow', mine.video, !facts.stateOf('follow', mine.video).isOn);
    },

    onAuthor() {
      const mine = parts.get(this);
      // A card in Moments leads nowhere.
      if (mine !== undefined && !this.data.isSingle) openPerson(mine.video.author.id);
    },

    onTalk() {
      this.triggerEvent('talk', { videoId: this.data.videoId });
    },

    onShare() {
      this.triggerEvent('share', { videoId: this.data.videoId });
    },

    onTag({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tag: string }>) {
      openTag(currentTarget.dataset.tag);
    },

    onMore() {
      const video = parts.get(this)?.video;
      if (video === undefined) return;
      chooseDeed(video, {
        onUnwanted: (isWholeAuthor) => this.triggerEvent('unwanted', { video, isWholeAuthor }),
        onReport: (things) => this.triggerEvent('report', { things }),
      });
    },

    onSound() {
      sound.setMuted(!sound.state().muted);
    },

    onMobile() {
      allowMobile();
    },

    onUnmute() {
      sound.setMuted(false);
    },

    onRetry() {
      parts.get(this)?.player.retry();
    },

    onLoaded({ detail }: WechatMiniprogram.CustomEvent<{ duration: number }>) {
      parts.get(this)?.player.loaded(detail.duration * 1000);
    },

    onPlay() {
      parts.get(this)?.player.playing();
    },

    onPause() {
      parts.get(this)?.player.paused();
    },

    onEnded() {
      parts.get(this)?.player.ended();
    },

    onWaiting() {
      parts.get(this)?.player.waiting();
    },

    onTime({ detail }: WechatMiniprogram.CustomEvent<{ currentTime: number; duration: number }>) {
      parts.get(this)?.player.moved(detail.currentTime * 1000, detail.duration * 1000);
    },

    onBuffered({ detail }: WechatMiniprogram.CustomEvent<{ buffered: number }>) {
      parts.get(this)?.player.buffered(detail.buffered);
    },

    onError({ detail }: WechatMiniprogram.CustomEvent<{ errMsg: string }>) {
      parts.get(this)?.player.failed(detail.errMsg);
    },
  },
});
