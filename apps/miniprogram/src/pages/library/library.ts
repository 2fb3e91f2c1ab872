import { createPageList, type PageList, type PageListState } from '@weireel/client';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { words } from '../../language/language.ts';
import { libraryLists, type KeptVideo } from '../../library/library-lists.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { entitle } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const lists = new WeakMap<object, { list: PageList<KeptVideo>; stop: () => void }>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ stage: 'loading', trouble: '', emptyTitle: '', emptyText: '', isHistory: false },
    tiles: [] as Tile[], // As: it holds some later.
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const kind = query['kind'] === 'history' ? 'history' : 'favourites';
      const { library, me } = words();
      const list = createPageList<KeptVideo>({
        fetchPage: libraryLists[kind],
        keyOf: ({ video }) => video.id,
        onChange: (state) => this.show(state),
      });
      lists.set(this, { list, stop: onReconnected(list.reconnected) });
      entitle(me[kind]);
      this.setData({ isHistory: kind === 'history', ...library[kind] });
    },

    onUnload() {
      lists.get(this)?.stop();
    },

    onShow() {
      // What was watched or let go on another page is so here, too.
      void lists.get(this)?.list.begin();
    },

    onReachBottom() {
      void lists.get(this)?.list.loadMore();
    },

    async onPullDownRefresh() {
      await lists.get(this)?.list.begin();
      void wx.stopPullDownRefresh();
    },

    show(state: PageListState<KeptVideo>) {
      showList(
        this,
        'tiles',
        state.items.map(({ video, watched }) => tileOf(video, watched)),
        state,
      );
    },

    onRetry() {
      void lists.get(this)?.list.begin();
    },

    onClear() {
      const { act, library } = words();
      void wx.showModal({
        ...{ title: library.clearSure, confirmText: library.clear, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.clear();
        },
      });
    },

    async clear() {
      try {
        await api.call('clearHistory');
      } catch (error) {
        tellTrouble(error);
      }
      await lists.get(this)?.list.begin();
    },
  },
});
