import type { Collection } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { cardOf, type CollectionCard } from '../../collections/shown-collection.ts';
import { words } from '../../language/language.ts';
import { openCollection } from '../../shell/go.ts';
import { closeList, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { listPatch } from '../../shell/list-patch.ts';

Component({
  // Whose collections are shown; empty: one's own. `turn`: another one each time that they are to be read anew; 0: not.
  properties: { personId: String, turn: Number },

  data: {
    words: words(),
    cards: [] as CollectionCard[], // As: it holds some later.
  },

  observers: {
    'personId, turn'(personId: string, turn: number) {
      if (turn === 0) return;
      void (listOf(this) ?? this.open(personId)).begin();
    },
  },

  lifetimes: {
    detached() {
      closeList(this);
    },
  },

  methods: {
    open(id: string) {
      return openList<Collection>(this, {
        fetchPage(cursor) {
          const query = queryOf(cursor);
          return id === ''
            ? api.call('myCollections', { query })
            : api.call('userCollections', { params: { id }, query });
        },
        keyOf: (collection) => collection.id,
        // The page is whole without them: what is wrong it says of what it is about.
        show: ({ items }) => {
          const patch = listPatch('cards', this.data.cards, items.map(cardOf));
          if (Object.keys(patch).length > 0) this.setData(patch);
        },
      });
    },

    onMore() {
      void listOf(this)?.loadMore();
    },

    onOpen({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openCollection(currentTarget.dataset.id);
    },
  },
});
