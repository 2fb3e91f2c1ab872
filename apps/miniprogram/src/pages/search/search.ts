import {
  createPageList,
  createPastSearches,
  createSuggestions,
  fillMessage,
  type PageList,
  type PageListState,
  type Suggestions,
} from '@weireel/client';
import type { SearchType } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { words } from '../../language/language.ts';
import { readCategories } from '../../library/video-lists.ts';
import { memory } from '../../memory.ts';
import { foundOf, keyOfFound, shownOf, type Found } from '../../search/found.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openCategory, openCollection, openPerson, openTag } from '../../shell/go.ts';
import { entitle, noteShown } from '../../shell/page-frame.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  suggestions: Suggestions;
  list: PageList<Found> | null;
  stop: () => void;
}

const parts = new WeakMap<object, Parts>();
const past = createPastSearches(memory);
const types = ['video', 'collection', 'user', 'tag'] as const; // as: these and no others
const mostCharacters = 100;

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    types: types.map((id) => ({ id, name: words().search[id] })),
    ...{ typed: '', q: '', type: 'video', stage: '', trouble: '', nearest: '', emptyTitle: '' },
    most: mostCharacters,
    past: [] as readonly string[], // As: it holds some later.
    hot: [] as readonly string[], // As: it holds some later.
    suggested: [] as readonly string[], // As: it holds some later.
    categories: [] as { id: string; name: string }[], // As: it holds some later.
    ...shownOf([]),
  },

  methods: {
    onLoad() {
      const suggestions = createSuggestions({
        async ask(q) {
          return (await api.call('searchSuggestions', { query: { q } })).items.map(({ text }) => text);
        },
        onChange: (suggested) => this.setData({ suggested }),
        after(ms, act) {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      });
      const stop = onReconnected(() => parts.get(this)?.list?.reconnected());
      parts.set(this, { suggestions, list: null, stop });
      entitle(words().nav.search);
      void this.loadCategories();
    },

    onUnload() {
      parts.get(this)?.suggestions.stop();
      parts.get(this)?.stop();
    },

    onShow() {
      noteShown('search');
      this.setData({ past: past.all() });
      void this.loadHot();
    },

    async loadCategories() {
      this.setData({ categories: await readCategories() });
    },

    async loadHot() {
      try {
        this.setData({ hot: (await api.call('searchHot')).items.map(({ text }) => text) });
      } catch {
        // The page is whole without them.
      }
    },

    search(q: string, type: SearchType) {
      const mine = parts.get(this);
      const query = q.trim();
      if (mine === undefined || query === '') return;
      mine.suggestions.stop();
      past.keep(query);
      const list = createPageList<Found>({
        fetchPage: async (cursor) => {
          const more = cursor === null ? {} : { cursor };
          const answer = await api.call('search', { query: { q: query, type, ...more } });
          if (mine.list === list) this.sayNearest(answer.isNearest ? query : null);
          return { items: foundOf(type, answer), nextCursor: answer.nextCursor };
        },
        keyOf: keyOfFound,
        onChange: (state) => {
          // What an older search brings is not shown.
          if (mine.list === list) this.show(state);
        },
      });
      mine.list = list;
      const emptyTitle = fillMessage(words().search.emptyTitle, { q: query });
      this.setData({
        typed: query,
        q: query,
        type,
        suggested: [],
        past: past.all(),
        nearest: '',
        emptyTitle,
      });
      void list.begin();
    },

    sayNearest(q: string | null) {
      this.setData({ nearest: q === null ? '' : fillMessage(words().search.nearest, { q }) });
    },

    show({ items, stage, error }: PageListState<Found>) {
      const { tiles, people, tags, collections } = shownOf(items);
      const trouble = error === null ? '' : sentenceOf(error);
      const changes = {
        ...changesOf(this.data, { stage, trouble }),
        ...listPatch('tiles', this.data.tiles, tiles),
        ...listPatch('people', this.data.people, people),
        ...listPatch('tags', this.data.tags, tags),
        ...listPatch('collections', this.data.collections, collections),
      };
      if (Object.keys(changes).length > 0) this.setData(changes);
    },

    onReachBottom() {
      void parts.get(this)?.list?.loadMore();
    },

    onRetry() {
      void parts.get(this)?.list?.begin();
    },

    onInput({ detail }: WechatMiniprogram.Input) {
      // Set although the field shows it already, so that it can be emptied later.
      this.setData({ typed: detail.value });
      parts.get(this)?.suggestions.type(detail.value);
    },

    onConfirm({ detail }: WechatMiniprogram.Input) {
      this.search(detail.value, 'video');
    },

    onClear() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.suggestions.stop();
      mine.list = null;
      this.setData({
        ...shownOf([]),
        typed: '',
        q: '',
        stage: '',
        suggested: [],
        past: past.all(),
        nearest: '',
      });
    },

    onWord({ currentTarget }: WechatMiniprogram.BaseEvent<object, { word: string }>) {
      this.search(currentTarget.dataset.word, 'video');
    },

    onType({ currentTarget }: WechatMiniprogram.BaseEvent<object, { type: SearchType }>) {
      this.search(this.data.q, currentTarget.dataset.type);
    },

    onPerson({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openPerson(currentTarget.dataset.id);
    },

    onCollection({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openCollection(currentTarget.dataset.id);
    },

    onTag({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tag: string }>) {
      openTag(currentTarget.dataset.tag);
    },

    onCategory({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openCategory(currentTarget.dataset.id);
    },

    onForget() {
      past.forgetAll();
      this.setData({ past: past.all() });
    },
  },
});
