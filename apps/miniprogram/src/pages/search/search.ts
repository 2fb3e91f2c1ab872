import {
  createPastSearches,
  createSuggestions,
  fillMessage,
  type PageListState,
  type Suggestions,
} from '@weireel/client';
import type { SearchType } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { words } from '../../language/language.ts';
import { readCategories } from '../../library/video-lists.ts';
import { memory } from '../../memory.ts';
import { foundOf, keyOfFound, shownOf, type Found } from '../../search/found.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openCategory, openCollection, openPerson, openTag } from '../../shell/go.ts';
import { closeList, listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle, noteShown } from '../../shell/page-frame.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

const suggesting = new WeakMap<object, Suggestions>();
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
    ...listMethods,

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
      suggesting.set(this, suggestions);
      entitle(words().nav.search);
      void this.loadCategories();
    },

    onUnload() {
      suggesting.get(this)?.stop();
      listMethods.onUnload.call(this);
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
      const query = q.trim();
      if (query === '') return;
      suggesting.get(this)?.stop();
      past.keep(query);
      const list = openList<Found>(this, {
        fetchPage: async (cursor) => {
          const answer = await api.call('search', { query: { q: query, type, ...queryOf(cursor) } });
          if (listOf<Found>(this) === list) this.sayNearest(answer.isNearest ? query : null);
          return { items: foundOf(type, answer), nextCursor: answer.nextCursor };
        },
        keyOf: keyOfFound,
        show: (state) => this.show(state),
      });
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

    onInput({ detail }: WechatMiniprogram.Input) {
      // Set although the field shows it already, so that it can be emptied later.
      this.setData({ typed: detail.value });
      suggesting.get(this)?.type(detail.value);
    },

    onConfirm({ detail }: WechatMiniprogram.Input) {
      this.search(detail.value, 'video');
    },

    onClear() {
      suggesting.get(this)?.stop();
      closeList(this);
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
