import type { PageListState } from '@weireel/client';
import type { Me, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { hasLeft, meNow, onSession } from '../../api/session.ts';
import { words } from '../../language/language.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { personFigures } from '../../people/person-figures.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openFollows, type FollowSide } from '../../shell/go.ts';
import { listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle, noteShown } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ figures: { videos: '', followers: '', following: '' }, bio: '' },
    ...{ nickname: '', avatarUrl: '', stage: 'loading', trouble: '', turn: 0 },
    tiles: [] as Tile[], // As: it holds some later.
    rooms: (['mine', 'favourites', 'history', 'settings'] as const).map((id) => ({
      id,
      name: words().me[id],
    })), // as: names
  },

  methods: {
    ...listMethods,

    onLoad() {
      openList<Video>(this, {
        fetchPage: (cursor) => api.call('myVideos', { query: queryOf(cursor) }),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
        stops: [onSession(() => void this.load())],
      });
      entitle(words().nav.me);
    },

    onShow() {
      noteShown('me');
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      void wx.stopPullDownRefresh();
    },

    async load(isWanted = false) {
      // Who signed out is a stranger until they want to be somebody.
      if (hasLeft() && !isWanted) {
        this.setData({ stage: 'stranger', nickname: '', tiles: [], turn: 0 });
        return;
      }
      await Promise.all([listOf(this)?.begin(), this.loadMe()]);
      this.setData({ turn: this.data.turn + 1 });
    },

    async loadMe() {
      try {
        this.showMe(await api.call('me'));
      } catch {
        // The list says what is wrong.
      }
    },

    showMe({ nickname, avatarUrl, bio, counts }: Me) {
      const figures = personFigures(counts);
      const changes = changesOf(this.data, { nickname, avatarUrl: avatarUrl ?? '', bio, figures });
      if (changes !== null) this.setData(changes);
    },

    show({ items, stage, error }: PageListState<Video>) {
      const tiles = items.filter(({ playable }) => playable).map((video) => tileOf(video));
      const shown = stage === 'shown' && tiles.length === 0 ? 'empty' : stage;
      showList(this, 'tiles', tiles, { stage: shown, error });
    },

    onRetry() {
      void this.load(true);
    },

    onFollows({ currentTarget }: WechatMiniprogram.BaseEvent<object, { side: FollowSide }>) {
      openFollows({ id: meNow() ?? '', nickname: this.data.nickname }, currentTarget.dataset.side);
    },

    onRoom({ currentTarget }: WechatMiniprogram.BaseEvent<object, { room: string }>) {
      const { room } = currentTarget.dataset;
      const isList = room === 'favourites' || room === 'history';
      const url = isList ? `/pages/library/library?kind=${room}` : `/pages/${room}/${room}`;
      void wx.navigateTo({ url });
    },
  },
});
