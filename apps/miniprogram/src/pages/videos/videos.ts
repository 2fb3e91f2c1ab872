import { fillMessage, type PageListState } from '@weireel/client';
import type { TagSort, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { words } from '../../language/language.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { fetchVideosOf, readCategories, type Shared } from '../../library/video-lists.ts';
import { openTag } from '../../shell/go.ts';
import { listMethods, openList } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { readQuery } from '../../shell/read-query.ts';
import { showList } from '../../shell/show-list.ts';

/** What the videos of a page have in common. */
const shared = new WeakMap<object, Shared>();
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
    ...listMethods,

    onLoad(query: Record<string, string | undefined>) {
      const tag = readQuery(query['tag']);
      shared.set(this, tag === '' ? { categoryId: query['category'] ?? '' } : { tag });
      if (tag === '') void this.nameCategory(query['category'] ?? '');
      else {
        entitle(`#${tag}`);
        void this.loadTag(tag);
      }
      this.open('latest');
    },

    open(sort: TagSort) {
      const of = shared.get(this);
      if (of === undefined) return;
      const list = openList<Video>(this, {
        fetchPage: (cursor) => fetchVideosOf(of, sort, cursor),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
      });
      void list.begin();
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

    show(state: PageListState<Video>) {
      showList(
        this,
        'tiles',
        state.items.map((video) => tileOf(video)),
        state,
      );
    },

    onSort({ currentTarget }: WechatMiniprogram.BaseEvent<object, { sort: TagSort }>) {
      const { sort } = currentTarget.dataset;
      if (sort === this.data.sort) return;
      this.setData({ sort });
      this.open(sort);
    },

    onTag({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tag: string }>) {
      openTag(currentTarget.dataset.tag);
    },
  },
});
