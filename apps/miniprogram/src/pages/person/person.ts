import {
  createPageList,
  fillMessage,
  formatCount,
  isMissing,
  type PageList,
  type PageListState,
} from '@weireel/client';
import type { Profile, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { meNow } from '../../api/session.ts';
import { facts, onFacts } from '../../community/pressed.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import type { Reportable } from '../../review/reportable.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { choose } from '../../shell/choose.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  id: string;
  list: PageList<Video>;
  person: Profile | null;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ nickname: '', avatarUrl: '', badge: '', bio: '', figures: '', stage: 'loading', trouble: '' },
    ...{ isMe: false, follows: false, isBlocked: false, personId: '', turn: 0 },
    tiles: [] as Tile[], // As: it holds some later.
    reported: [] as Reportable[], // As: it holds some later.
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const id = query['id'] ?? '';
      const list = createPageList<Video>({
        fetchPage: (cursor) =>
          api.call('userVideos', { params: { id }, query: cursor === null ? {} : { cursor } }),
        keyOf: (video) => video.id,
        onChange: (state) => this.show(state),
      });
      const stops = [onReconnected(() => void this.load()), onFacts(() => this.showPerson())];
      parts.set(this, { id, list, person: null, stops });
      this.setData({ personId: id });
      void this.load();
    },

    onUnload() {
      for (const stop of parts.get(this)?.stops ?? []) stop();
    },

    onReachBottom() {
      void parts.get(this)?.list.loadMore();
    },

    async onPullDownRefresh() {
      await this.load();
      void wx.stopPullDownRefresh();
    },

    async load() {
      this.setData({ turn: this.data.turn + 1 });
      await Promise.all([parts.get(this)?.list.begin(), this.loadPerson()]);
    },

    async loadPerson() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      try {
        mine.person = await api.call('user', { params: { id: mine.id } });
        this.showPerson();
      } catch {
        // The list says what is wrong.
      }
    },

    showPerson() {
      const mine = parts.get(this);
      if (mine?.person == null) return;
      const { nickname, avatarUrl, badge, bio, counts, id } = mine.person;
      const language = currentLanguage();
      const [video] = mine.list.state().items;
      const figures = fillMessage(words().me.figures, {
        videos: formatCount(counts.videos, language),
        followers: formatCount(counts.followers, language),
        following: formatCount(counts.following, language),
      });
      const changes = changesOf(this.data, {
        ...{ nickname, avatarUrl: avatarUrl ?? '', badge: badge ?? '', bio, figures },
        isMe: meNow() === id,
        isBlocked: mine.person.mine?.blocked === true,
        // What was pressed beside one of their videos is so here, too.
        follows:
          video === undefined ? mine.person.mine?.following === true : facts.stateOf('follow', video).isOn,
      });
      if (changes !== null) this.setData(changes);
    },

    show(state: PageListState<Video>) {
      const tiles = state.items.map((video) => tileOf(video));
      showList(this, 'tiles', tiles, state, isMissing(state.error) ? words().person.missing : undefined);
      this.showPerson();
    },

    onRetry() {
      void this.load();
    },

    async onFollow() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      // Through one of their videos, so that it is so beside all of them.
      const isOn = !this.data.follows;
      const [video] = mine.list.state().items;
      if (video !== undefined) {
        facts.set('follow', video, isOn);
        return;
      }
      await this.tried(() => api.call(isOn ? 'followUser' : 'unfollowUser', { params: { id: mine.id } }));
      await this.loadPerson();
    },

    onMore() {
      const mine = parts.get(this);
      if (mine?.person == null) return;
      const { id, nickname } = mine.person;
      const { reports, person } = words();
      const { isBlocked } = this.data;
      const things: Reportable[] = [{ subject: { kind: 'user', id }, name: nickname }];
      choose([
        { name: reports.act, act: () => this.setData({ reported: things }) },
        {
          name: isBlocked ? person.unblock : person.block,
          act: () => void this.block(!isBlocked),
        },
      ]);
    },

    async block(isWanted: boolean) {
      const id = parts.get(this)?.id ?? '';
      await this.tried(() => api.call(isWanted ? 'blockUser' : 'unblockUser', { params: { id } }));
      await this.load();
    },

    async tried(call: () => Promise<unknown>) {
      try {
        await call();
      } catch (error) {
        tellTrouble(error);
      }
    },

    onReportEnd() {
      this.setData({ reported: [] });
    },
  },
});
