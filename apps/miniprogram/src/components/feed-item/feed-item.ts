import {
  createKeptPosition,
  createTapTeller,
  fillMessage,
  fitOf,
  formatCount,
  hasSound,
  mayHint,
  tapWaitMs,
  ApiError,
  type BufferRole,
  type KeptPosition,
} from '@weireel/client';
import type { Playback, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { isSinglePage } from '../../api/needs-person.ts';
import { meNow, onSession } from '../../api/session.ts';
import { commentCount, onCommentCounts } from '../../community/comment-counts.ts';
import { facts, onFacts } from '../../community/pressed.ts';
import { knownVideo, renewVideo } from '../../feed/known-videos.ts';
import { currentLanguage, words } from '../../language/language.ts';
import type { Reportable } from '../../review/reportable.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { choose } from '../../shell/choose.ts';
import { openPerson } from '../../shell/go.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';
import { onSound, sound } from '../../player/phone-sound.ts';
import { createTagPlayer, type TagPlayer } from '../../player/video-tag.ts';
import { absoluteUrl } from '../../server-url.ts';

/** What an item keeps beside its data: it is not for the view. */
interface Parts {
  video: Video;
  playback: Playback | null;
  player: TagPlayer;
  kept: KeptPosition;
  tap: ReturnType<typeof createTapTeller>;
  single: ReturnType<typeof setTimeout> | undefined;
  lastHeart: number;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();
const heartMs = 600;

Component({
  // `jump`: where to go on, in milliseconds; a new one each time.
  properties: { videoId: String, role: String, jump: Object },

  data: {
    words: words(),
    ...{ src: '', from: 0, muted: true, poster: '', fit: 'contain', hasPicture: false, isPaused: false },
    ...{ failure: false, hint: false, progress: 0, author: '', avatar: '', letter: '', title: '' },
    // A card in Moments shares and reports nothing.
    isSingle: isSinglePage(),
    ...{ isMine: false, follows: false, comments: '' },
    like: { isOn: false, text: '' },
    favourite: { isOn: false, text: '' },
    hearts: [] as { id: number; x: number; y: number }[], // As: it holds some later.
  },

  observers: {
    role() {
      parts.get(this)?.player.follow();
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
        role: () => this.data.role as BufferRole,
        refresh: () => this.refreshLinks(),
        onChange: ({ playback, source, isWanted }) => {
          kept.see(playback);
          const durationMs = Math.max(playback.durationMs, video.durationMs ?? 0);
          const share = durationMs === 0 ? 0 : playback.positionMs / durationMs;
          this.set({
            hasPicture: playback.hasPicture,
            isPaused: this.data.role === 'play' && !isWanted,
            failure: source.failure !== null,
            // No finer than the line is drawn.
            progress: Math.min(100, Math.round(share * 200) / 2),
          });
        },
        onEnough: () => this.triggerEvent('enough', { videoId: video.id }),
      });
      const stops = [
        onFacts(() => this.showFacts()),
        onCommentCounts(() => this.showFacts()),
        onSession(() => void facts.askMine(video)),
        onSound(() => this.showSound()),
      ];
      const tap = createTapTeller();
      parts.set(this, {
        video,
        playback: video.playback,
        player,
        kept,
        tap,
        stops,
        single: undefined,
        lastHeart: 0,
      });
      if (meNow() !== null) void facts.askMine(video);
      this.showVideo(video);
      this.showFacts();
      this.showSound();
      player.follow();
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

    context() {
      return wx.createVideoContext('video', this);
    },

    showVideo(video: Video) {
      const { windowWidth, windowHeight } = wx.getWindowInfo();
      const poster = video.playback?.posterUrl ?? null;
      const { nickname, avatarUrl } = video.author;
      this.set({
        title: video.title,
        author: nickname,
        avatar: avatarUrl === null ? '' : absoluteUrl(avatarUrl),
        letter: [...nickname][0] ?? '',
        poster: poster === null ? '' : absoluteUrl(poster),
        fit: fitOf(
          { width: video.widthPx ?? 0, height: video.heightPx ?? 0 },
          { width: windowWidth, height: windowHeight },
        ),
      });
    },

    showFacts() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { video } = mine;
      const language = currentLanguage();
      const shown = (kind: 'like' | 'favourite') => {
        const { isOn, count } = facts.stateOf(kind, video);
        return { isOn, text: count === 0 ? words().community[kind] : formatCount(count, language) };
      };
      const comments = commentCount(video);
      this.set({
        like: shown('like'),
        favourite: shown('favourite'),
        follows: facts.stateOf('follow', video).isOn,
        isMine: meNow() === video.author.id,
        comments: comments === 0 ? words().community.comments : formatCount(comments, language),
      });
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
      if (mine.single !== undefined) clearTimeout(mine.single);
      if (mine.tap({ ...detail, timeMs: timeStamp }) === 'first') {
        mine.single = setTimeout(mine.player.toggle, tapWaitMs);
        return;
      }
      this.burst(detail);
      if (!facts.stateOf('like', mine.video).isOn) facts.set('like', mine.video, true);
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

    onMore() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { feed, reports } = words();
      const { id, title, author } = mine.video;
      const hidden = { name: feed.notInterested, act: () => void this.hide(mine.video, false) };
      const things: Reportable[] = [
        { subject: { kind: 'video', id }, name: title },
        { subject: { kind: 'user', id: author.id }, name: author.nickname },
      ];
      const ofOthers = [
        {
          name: fillMessage(feed.hideAuthor, { name: author.nickname }),
          act: () => void this.hide(mine.video, true),
        },
        { name: reports.act, act: () => this.triggerEvent('report', { things }) },
      ];
      choose(meNow() === author.id ? [hidden] : [hidden, ...ofOthers]);
    },

    async hide(video: Video, isWholeAuthor: boolean) {
      const { videoHidden, authorHidden } = words().feed;
      try {
        if (isWholeAuthor) await api.call('hideAuthor', { params: { id: video.author.id } });
        else await api.call('hideVideo', { params: { id: video.id } });
      } catch (error) {
        tellTrouble(error);
        return;
      }
      this.triggerEvent('unwanted', { video, isWholeAuthor });
      void wx.showToast({ title: isWholeAuthor ? authorHidden : videoHidden, icon: 'none' });
    },

    onSound() {
      sound.setMuted(!sound.state().muted);
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
