import { adviceFor, formatClock, watchStage } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { isSinglePage } from '../../api/needs-person.ts';
import { onReach, onReconnected, reachNow } from '../../api/connection.ts';
import { noSaying, type Saying } from '../../danmaku/saying.ts';
import { holdVideos, type HeldVideos } from '../../feed/known-videos.ts';
import { say, words } from '../../language/language.ts';
import type { Reportable } from '../../review/reportable.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { goBack, isFirstPage } from '../../shell/go.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';
import { fetchWatched } from '../../watch/fetch-watched.ts';

/** What the room keeps beside its data: it is not for the view. */
interface Parts {
  video: Video | null;
  /** So that those within find it. */
  held: HeldVideos;
  error: unknown;
  timer: ReturnType<typeof setTimeout> | undefined;
  stops: (() => void)[];
}

/** A chapter as its sheet shows it. */
interface ShownChapter {
  atMs: number;
  time: string;
  title: string;
}

const parts = new WeakMap<object, Parts>();
const lookAgainMs = 3000;

Component({
  // `isOpen`: whether the page is looked at; `collectionId`: within which it is watched, `startMs`: where it begins;
  // `beginsTalking`: whether what was said about it is shown at once.
  properties: {
    videoId: String,
    isOpen: Boolean,
    collectionId: String,
    startMs: Number,
    beginsTalking: Boolean,
  },

  data: {
    words: words(),
    ...{ stage: 'loading', title: '', text: '', name: '', notice: '', barTop: 0, isFirst: false },
    ...{ isSingle: isSinglePage(), isTalking: false, hasChapters: false, hasEnded: false, sharedId: '' },
    chapters: [] as ShownChapter[], // As: it holds some while the sheet is open.
    saying: noSaying,
    jump: null as { atMs: number } | null, // As: it is one once somebody jumps.
    reported: [] as Reportable[], // As: it holds some later.
  },

  observers: {
    isOpen(isOpen: boolean) {
      if (isOpen) this.lookAgain();
    },
  },

  lifetimes: {
    attached() {
      const stops = [
        onReach(() => this.showReach()),
        onReconnected(() => {
          if (parts.get(this)?.error !== null) void this.load();
        }),
      ];
      parts.set(this, { video: null, held: holdVideos(), error: null, timer: undefined, stops });
      if (this.data.beginsTalking) this.setData({ isTalking: true });
      this.setData({ barTop: wx.getWindowInfo().statusBarHeight, isFirst: isFirstPage() });
      this.showReach();
      void this.load();
    },

    detached() {
      const mine = parts.get(this);
      parts.delete(this);
      if (mine?.timer !== undefined) clearTimeout(mine.timer);
      mine?.held.end();
      for (const stop of mine?.stops ?? []) stop();
    },
  },

  methods: {
    async load() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      try {
        mine.video = await fetchWatched(this.data.videoId);
        mine.error = null;
        mine.held.hold([mine.video]);
      } catch (error) {
        mine.error = error;
      }
      this.show();
      this.lookAgain();
    },

    /** What is being made is looked at again, while somebody waits for it. */
    lookAgain() {
      const mine = parts.get(this);
      if (mine === undefined || this.data.stage !== 'waiting' || !this.data.isOpen) return;
      if (mine.timer !== undefined) clearTimeout(mine.timer);
      mine.timer = setTimeout(() => void this.load(), lookAgainMs);
    },

    show() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const stage = watchStage(mine.video, mine.error);
      const hasChapters = stage === 'shown' && (mine.video?.chapters ?? []).length > 0;
      const said = { stage, ...this.said(stage), name: mine.video?.title ?? '', hasChapters };
      const changes = changesOf(this.data, said);
      if (changes !== null) this.setData(changes);
    },

    said(stage: ReturnType<typeof watchStage>): { title: string; text: string } {
      const { watch, trouble } = words();
      const { video, error } = parts.get(this) ?? { video: null, error: null };
      switch (stage) {
        case 'missing':
          return { title: watch.missingTitle, text: watch.missingText };
        case 'failed':
          return { title: watch.failedTitle, text: sentenceOf(error) };
        case 'waiting':
          return { title: watch.waitingTitle, text: watch.waitingText };
        case 'broken': {
          const { code, message } = video?.failure ?? { code: '', message: trouble.unexpected };
          return { title: message, text: say(adviceFor(code).key) };
        }
        case 'loading':
        case 'shown':
          return { title: '', text: '' };
      }
    },

    showReach() {
      const reach = reachNow();
      const notice = reach === 'reached' ? '' : words().trouble[reach];
      if (notice !== this.data.notice) this.setData({ notice });
    },

    onRetry() {
      this.setData({ stage: 'loading' });
      void this.load();
    },

    onBack() {
      goBack();
    },

    onEnded({ detail }: WechatMiniprogram.CustomEvent<{ hasEnded: boolean }>) {
      this.setData({ hasEnded: detail.hasEnded });
    },

    onTalk() {
      this.setData({ isTalking: true });
    },

    onSay({ detail }: WechatMiniprogram.CustomEvent<Saying>) {
      this.setData({ saying: detail });
    },

    onSayEnd() {
      this.setData({ saying: noSaying });
    },

    onTalkEnd() {
      this.setData({ isTalking: false });
    },

    onChapters() {
      const chapters = parts.get(this)?.video?.chapters ?? [];
      this.setData({
        chapters: chapters.map(({ startMs, title }) => ({
          atMs: startMs,
          time: formatClock(startMs),
          title,
        })),
      });
    },

    onJump({ detail }: WechatMiniprogram.CustomEvent<{ atMs: number }>) {
      this.setData({ chapters: [], jump: detail });
    },

    onChaptersEnd() {
      this.setData({ chapters: [] });
    },

    onShare({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      this.setData({ sharedId: detail.videoId });
    },

    onShareEnd() {
      this.setData({ sharedId: '' });
    },

    onReport({ detail }: WechatMiniprogram.CustomEvent<{ things: Reportable[] }>) {
      this.setData({ reported: detail.things });
    },

    onReportEnd() {
      this.setData({ reported: [] });
    },
  },
});
