import { createPageList, type PageList, type PageListState } from '@weireel/client';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { words } from '../../language/language.ts';
import { libraryLists, type KeptVideo } from '../../library/library-lists.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf, tellTrouble } from '../../shell/tell-trouble.ts';

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

    show({ items, stage, error }: PageListState<KeptVideo>) {
      const tiles = items.map(({ video, watched }) => tileOf(video, watched));
      const trouble = error === null ? '' : sentenceOf(error);
      const changes = {
        ...changesOf(this.data, { stage, trouble }),
        ...listPatch('tiles', this.data.tiles, tiles),
      };
      if (Object.keys(changes).length > 0) this.setData(changes);
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
