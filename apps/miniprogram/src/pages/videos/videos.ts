import { createPageList, fillMessage, type PageList, type PageListState } from '@weireel/client';
import type { TagSort, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { words } from '../../language/language.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { fetchVideosOf, readCategories, type Shared } from '../../library/video-lists.ts';
import { openTag } from '../../shell/go.ts';
import { entitle } from '../../shell/page-frame.ts';
import { readQuery } from '../../shell/read-query.ts';
import { showList } from '../../shell/show-list.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  shared: Shared;
  list: PageList<Video>;
  stop: () => void;
}

const parts = new WeakMap<object, Parts>();
const sorts = ['latest', 'hot'] as const; // as: these and no others

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    sorts: sorts.map((id) => ({ id, name: words().lists[id] })),
    ...{ stage: 'loading', trouble: '', count: '', sort: 'latest' },
    related: [] as string[], // As: it holds some later.
    tiles: [] as Tile[], // As: it holds some later.
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const tag = readQuery(query['tag']);
      const shared = tag === '' ? { categoryId: query['category'] ?? '' } : { tag };
      const list = this.listOf(shared, 'latest');
      const stop = onReconnected(() => parts.get(this)?.list.reconnected());
      parts.set(this, { shared, list, stop });
      if (tag === '') void this.nameCategory(query['category'] ?? '');
      else {
        entitle(`#${tag}`);
        void this.loadTag(tag);
      }
      void list.begin();
    },

    onUnload() {
      parts.get(this)?.stop();
    },

    listOf(shared: Shared, sort: TagSort) {
      const list = createPageList<Video>({
        fetchPage: (cursor) => fetchVideosOf(shared, sort, cursor),
        keyOf: ({ id }) => id,
        onChange: (state) => {
          // What an older order brings is not shown.
          if (parts.get(this)?.list === list) this.show(state);
        },
      });
      return list;
    },

    async nameCategory(id: string) {
      entitle((await readCategories(id)).find((each) => each.id === id)?.name ?? words().lists.categories);
    },

    async loadTag(tag: string) {
      try {
        const found = await api.call('tag', { params: { tag } });
        entitle(`#${found.tag}`);
        const count = fillMessage(words().lists.tagCount, { n: found.videoCount });
        this.setData({ count, related: found.related.map((each) => each.tag) });
      } catch {
        // The list says what there is, and why it did not come.
      }
    },

    onReachBottom() {
      void parts.get(this)?.list.loadMore();
    },

    async onPullDownRefresh() {
      await parts.get(this)?.list.begin();
      void wx.stopPullDownRefresh();
    },

    show(state: PageListState<Video>) {
      showList(
        this,
        'tiles',
        state.items.map((video) => tileOf(video)),
        state,
      );
    },

    onSort({ currentTarget }: WechatMiniprogram.BaseEvent<object, { sort: TagSort }>) {
      const mine = parts.get(this);
      const { sort } = currentTarget.dataset;
      if (mine === undefined || sort === this.data.sort) return;
      mine.list = this.listOf(mine.shared, sort);
      this.setData({ sort });
      void mine.list.begin();
    },

    onTag({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tag: string }>) {
      openTag(currentTarget.dataset.tag);
    },

    onRetry() {
      void parts.get(this)?.list.begin();
    },
  },
});
