import { createFeedList, type FeedListState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { onReach, onReconnected, reachNow } from '../../api/connection.ts';
import { fetchFeedPage, fetchStart } from '../../feed/fetch-feed.ts';
import { knownVideo, noteVideos } from '../../feed/known-videos.ts';
import { slotsOf, slotsPatch, type Slot } from '../../feed/slots.ts';
import { words } from '../../language/language.ts';
import { shareOf } from '../../shell/share-of.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  feed: ReturnType<typeof createFeedList<Video>>;
  isOpen: boolean;
  mayPreload: boolean;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();
// Below the capsule that WeChat lays over every page.
const belowCapsulePx = 48;

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    stage: 'loading',
    trouble: '',
    notice: '',
    noticeTop: 0,
    current: 0,
    slots: [] as Slot[], // As: it holds some later.
    talkAbout: '',
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const feed = createFeedList<Video>({
        fetchPage: (cursor) => fetchFeedPage(api, cursor),
        fetchStart: () => fetchStart(api, query['v']),
        onChange: (state) => this.show(state),
      });
      const stops = [onReconnected(feed.reconnected), onReach(() => this.showReach())];
      parts.set(this, { feed, isOpen: true, mayPreload: false, stops });
      this.setData({ noticeTop: wx.getWindowInfo().statusBarHeight + belowCapsulePx });
      this.showReach();
      void feed.loadMore();
    },

    onUnload() {
      for (const stop of parts.get(this)?.stops ?? []) stop();
    },

    onShow() {
      this.open(true);
    },

    onHide() {
      this.open(false);
    },

    onPullDownRefresh() {
      void parts.get(this)?.feed.refresh();
    },

    onShareAppMessage() {
      return shareOf(this.currentVideo());
    },

    onShareTimeline() {
      const { title, query, imageUrl } = shareOf(this.currentVideo());
      return { title, query, imageUrl };
    },

    currentVideo(): Video | undefined {
      return knownVideo(parts.get(this)?.feed.view().current?.id ?? '');
    },

    open(isOpen: boolean) {
      const mine = parts.get(this);
      if (mine === undefined || mine.isOpen === isOpen) return;
      mine.isOpen = isOpen;
      this.show(mine.feed.state());
    },

    show(state: FeedListState<Video>) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      noteVideos(state.items);
      const slots = slotsOf(state.items, mine.feed.view(), mine);
      const patch: Record<string, unknown> = slotsPatch(this.data.slots, slots);
      const stage = stageOf(state);
      if (stage !== this.data.stage) patch['stage'] = stage;
      if (stage === 'failed') patch['trouble'] = sentenceOf(state.error);
      // Only what the person did not do themselves moves the swiper.
      if (state.index !== this.data.current) patch['current'] = state.index;
      if (Object.keys(patch).length > 0) this.setData(patch);
    },

    showReach() {
      const reach = reachNow();
      const notice = reach === 'reached' ? '' : words().trouble[reach];
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

    onEnough({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      const mine = parts.get(this);
      if (mine === undefined || mine.mayPreload || detail.videoId !== this.currentVideo()?.id) return;
      mine.mayPreload = true;
      this.show(mine.feed.state());
    },

    onGone({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      parts.get(this)?.feed.remove(detail.videoId);
    },

    onTalk({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      this.setData({ talkAbout: detail.videoId });
    },

    onTalkEnd() {
      this.setData({ talkAbout: '' });
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
