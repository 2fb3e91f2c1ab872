import type { PageListState } from '@weireel/client';
import { api } from '../../api/api.ts';
import { words } from '../../language/language.ts';
import { libraryLists, type KeptVideo } from '../../library/library-lists.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { listMethods, listOf, openList } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ stage: 'loading', trouble: '', emptyTitle: '', emptyText: '', isHistory: false },
    tiles: [] as Tile[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad(query: Record<string, string | undefined>) {
      const kind = query['kind'] === 'history' ? 'history' : 'favourites';
      const { library, me } = words();
      openList<KeptVideo>(this, {
        fetchPage: libraryLists[kind],
        keyOf: ({ video }) => video.id,
        show: (state) => this.show(state),
      });
      entitle(me[kind]);
      this.setData({ isHistory: kind === 'history', ...library[kind] });
    },

    onShow() {
      // What was watched or let go on another page is so here, too.
      void listOf(this)?.begin();
    },

    show(state: PageListState<KeptVideo>) {
      showList(
        this,
        'tiles',
        state.items.map(({ video, watched }) => tileOf(video, watched)),
        state,
      );
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
      await listOf(this)?.begin();
    },
  },
});
