import { createFeedList, feedKinds, isUnwanted, type FeedListState } from '@weireel/client';
import type { FeedKind, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { isSinglePage } from '../../api/needs-person.ts';
import { onReach, onReconnected, reachNow } from '../../api/connection.ts';
import { rememberedFeed, rememberFeed } from '../../feed/chosen-feed.ts';
import { fetchFeedPage, fetchStart } from '../../feed/fetch-feed.ts';
import { isPull } from '../../feed/is-pull.ts';
import { noSaying, type Saying } from '../../danmaku/saying.ts';
import { holdVideos, knownVideo, type HeldVideos } from '../../feed/known-videos.ts';
import { slotsOf, slotsPatch, type Slot } from '../../feed/slots.ts';
import { words } from '../../language/language.ts';
import type { Reportable } from '../../review/reportable.ts';
import { shareOf, timelineShareOf } from '../../shell/share-of.ts';
import { noteShown } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  feed: ReturnType<typeof createFeedList<Video>>;
  /** So that items find their videos. */
  held: HeldVideos;
  isOpen: boolean;
  mayPreload: boolean;
  touchedAt: { pageX: number; pageY: number } | null;
  /** Whether a finger is on the page. */
  isHeld: boolean;
  /** The place that the swiper was told last; where it is by now, fingers have decided. */
  toldPlace: number;
  isRefreshing: boolean;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();
// Below the capsule that WeChat lays over every page.
const belowCapsulePx = 48;
// When so many videos lie behind, all but some of them are forgotten: places and videos fill the memory.
const [mostBehind, keptBehind] = [30, 15];

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    stage: 'loading',
    trouble: '',
    notice: '',
    ...{ noticeTop: 0, tabsTop: 0, kind: rememberedFeed() },
    current: 0,
    slots: [] as Slot[], // As: it holds some later.
    ...{ talkAbout: '', sharedId: '' },
    saying: noSaying,
    kinds: feedKinds.map((id) => ({ id, name: words().feed[id] })),
    reported: [] as Reportable[], // As: it holds some later.
    // The video of a card in Moments, where no other can be watched; empty: this is no such card.
    ...{ alone: '', isOpen: false },
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const startId = query['v'];
      if (isSinglePage() && startId !== undefined) {
        this.setData({ alone: startId, isOpen: true });
        return;
      }
      const stops = [
        onReconnected(() => parts.get(this)?.feed.reconnected()),
        onReach(() => this.showReach()),
      ];
      const kind = rememberedFeed();
      const feed = this.feedOf(kind, startId);
      const untouched = { touchedAt: null, isHeld: false, isRefreshing: false, toldPlace: 0 };
      parts.set(this, { feed, held: holdVideos(), isOpen: true, mayPreload: false, stops, ...untouched });
      const { statusBarHeight } = wx.getWindowInfo();
      this.setData({ kind, tabsTop: statusBarHeight, noticeTop: statusBarHeight + belowCapsulePx });
      this.showReach();
      void feed.loadMore();
    },

    feedOf(kind: FeedKind, startId?: string) {
      const feed = createFeedList<Video>({
        fetchPage: (cursor) => fetchFeedPage(api, kind, cursor),
        fetchStart: () => fetchStart(api, startId),
        onChange: (state) => {
          // What another feed is told meanwhile is not shown.
          if (parts.get(this)?.feed === feed) this.show(state);
        },
      });
      return feed;
    },

    onKind({ currentTarget }: WechatMiniprogram.BaseEvent<object, { kind: FeedKind }>) {
      const mine = parts.get(this);
      const { kind } = currentTarget.dataset;
      if (mine === undefined || kind === this.data.kind) return;
      rememberFeed(kind);
      mine.feed = this.feedOf(kind);
      mine.mayPreload = false;
      mine.toldPlace = 0;
      // The swiper goes and comes anew, at its first place.
      this.setData({ kind, stage: 'loading', slots: [], current: 0 });
      void mine.feed.loadMore();
    },

    onUnload() {
      parts.get(this)?.held.end();
      for (const stop of parts.get(this)?.stops ?? []) stop();
    },

    onShow() {
      noteShown('feed');
      this.open(true);
    },

    onHide() {
      this.open(false);
    },

    onTouch({ touches }: WechatMiniprogram.TouchEvent) {
      const mine = parts.get(this);
      // WeChat's own pulling is off where a swiper takes the finger.
      const isAtFirst =
        this.data.current === 0 &&
        this.data.talkAbout === '' &&
        !this.isReporting() &&
        this.data.saying.videoId === '' &&
        this.data.sharedId === '';
      if (mine === undefined) return;
      mine.touchedAt = isAtFirst ? (touches[0] ?? null) : null;
      mine.isHeld = true;
    },

    onLift({ changedTouches }: WechatMiniprogram.TouchEvent) {
      const mine = parts.get(this);
      const from = mine?.touchedAt;
      const to = changedTouches[0];
      if (mine !== undefined) mine.isHeld = false;
      if (from != null && to !== undefined && isPull(from, to)) void this.refresh();
    },

    async refresh() {
      const mine = parts.get(this);
      if (mine === undefined || mine.isRefreshing || !mine.feed.state().isLoaded) return;
      mine.isRefreshing = true;
      this.showReach();
      const isNewer = await mine.feed.refresh();
      mine.isRefreshing = false;
      this.showReach();
      if (!isNewer && reachNow() === 'reached') {
        void wx.showToast({ title: words().feed.noNewer, icon: 'none' });
      }
    },

    onShareAppMessage() {
      return shareOf(this.currentVideo());
    },

    onShareTimeline() {
      return timelineShareOf(this.currentVideo());
    },

    currentVideo(): Video | undefined {
      if (this.data.alone !== '') return knownVideo(this.data.alone);
      return parts.get(this)?.feed.view().current ?? undefined;
    },

    open(isOpen: boolean) {
      if (this.data.alone !== '') this.setData({ isOpen });
      const mine = parts.get(this);
      if (mine === undefined || mine.isOpen === isOpen) return;
      mine.isOpen = isOpen;
      this.show(mine.feed.state());
    },

    show(state: FeedListState<Video>) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.held.hold(state.items);
      const slots = slotsOf(state.items, mine.feed.view(), mine);
      const patch: Record<string, unknown> = slotsPatch(this.data.slots, slots);
      const stage = stageOf(state);
      if (stage !== this.data.stage) patch['stage'] = stage;
      if (stage === 'failed') patch['trouble'] = sentenceOf(state.error);
      // Only what the person did not do themselves moves the swiper.
      if (state.index !== this.data.current) {
        mine.toldPlace = state.index;
        patch['current'] = state.index;
      }
      if (Object.keys(patch).length > 0) this.setData(patch);
    },

    showReach() {
      const reach = reachNow();
      const refreshing = parts.get(this)?.isRefreshing === true ? words().feed.refreshing : '';
      const notice = reach === 'reached' ? refreshing : words().trouble[reach];
      if (notice !== this.data.notice) this.setData({ notice });
    },

    onSwipe({ detail }: WechatMiniprogram.SwiperChange) {
      const mine = parts.get(this);
      if (mine === undefined || detail.source !== 'touch') return;
      // Loading ahead begins anew with each video, once that one has enough.
      mine.mayPreload = false;
      // What the swiper shows already need not be set.
      this.data.current = detail.current;
      mine.feed.moveTo(detail.current);
    },

    onRest() {
      const mine = parts.get(this);
      if (mine === undefined || mine.isHeld || mine.feed.state().index < mostBehind) return;
      // A swiper does not move to a place that it was told before, wherever it is by now.
      mine.feed.forgetAllBut(mine.toldPlace === keptBehind ? keptBehind + 1 : keptBehind);
    },

    onEnough({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      const mine = parts.get(this);
      if (mine === undefined || mine.mayPreload || detail.videoId !== this.currentVideo()?.id) return;
      mine.mayPreload = true;
      this.show(mine.feed.state());
    },

    onGone({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      parts.get(this)?.feed.remove(detail.videoId);
    },

    onUnwanted({ detail }: WechatMiniprogram.CustomEvent<{ video: Video; isWholeAuthor: boolean }>) {
      const feed = parts.get(this)?.feed;
      const unwanted = feed?.state().items.filter((video) => isUnwanted(video, detail)) ?? [];
      for (const { id } of unwanted) feed?.remove(id);
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

    isReporting(): boolean {
      return this.data.reported.length > 0;
    },

    onTalk({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      this.setData({ talkAbout: detail.videoId });
    },

    onTalkEnd() {
      this.setData({ talkAbout: '' });
    },

    onSay({ detail }: WechatMiniprogram.CustomEvent<Saying>) {
      this.setData({ saying: detail });
    },

    onSayEnd() {
      this.setData({ saying: noSaying });
    },

    retry() {
      const feed = parts.get(this)?.feed;
      this.setData({ stage: 'loading' });
      void (feed?.state().isLoaded === true ? feed.refresh() : feed?.loadMore());
    },
  },
});

function stageOf({ isLoaded, error, items }: FeedListState<Video>): 'loading' | 'failed' | 'empty' | 'shown' {
  if (!isLoaded) return error === null ? 'loading' : 'failed';
  return items.length === 0 ? 'empty' : 'shown';
}
