import { formatWhen, type PageListState } from '@weireel/client';
import type { Avoidance, Avoided } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { meetAgain } from '../../people/avoid.ts';
import { listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const kinds = ['blocked', 'muted', 'hidden'] as const; // as: these and no others

const first: { kind: Avoidance } = { kind: 'blocked' };

/** Somebody as a row shows them. */
function shownPerson({ user: { id, nickname, avatarUrl }, since }: Avoided) {
  const about = formatWhen(since, Date.now(), currentLanguage());
  return { id, nickname, avatarUrl: avatarUrl ?? '', about };
}

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), stage: 'loading', trouble: '', text: '', act: '' },
    ...first,
    kinds: kinds.map((id) => ({ id, name: words().people.by[id] })),
    people: [] as ReturnType<typeof shownPerson>[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad() {
      entitle(words().people.avoided);
      this.open('blocked');
    },

    open(kind: Avoidance) {
      const { byText, end } = words().people;
      this.setData({ kind, text: byText[kind], act: end[kind], people: [] });
      const list = openList<Avoided>(this, {
        fetchPage: (cursor) => api.call('myAvoided', { query: { ...queryOf(cursor), by: kind } }),
        keyOf: ({ user }) => user.id,
        show: (state) => this.show(state),
      });
      void list.begin();
    },

    show(state: PageListState<Avoided>) {
      showList(this, 'people', state.items.map(shownPerson), state);
    },

    onKind({ currentTarget }: WechatMiniprogram.BaseEvent<object, { kind: Avoidance }>) {
      if (currentTarget.dataset.kind !== this.data.kind) this.open(currentTarget.dataset.kind);
    },

    async onAct({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const list = listOf<Avoided>(this);
      try {
        await meetAgain(this.data.kind, id);
        list?.drop(id);
      } catch (error) {
        tellTrouble(error);
      }
    },
  },
});
