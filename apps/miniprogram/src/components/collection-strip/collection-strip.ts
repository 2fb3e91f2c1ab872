import { createPageList, type PageList } from '@weireel/client';
import type { Collection } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { cardOf, type CollectionCard } from '../../collections/shown-collection.ts';
import { words } from '../../language/language.ts';
import { openCollection } from '../../shell/go.ts';
import { listPatch } from '../../shell/list-patch.ts';

const lists = new WeakMap<object, PageList<Collection>>();

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
      const list = lists.get(this) ?? this.listOf(personId);
      lists.set(this, list);
      void list.begin();
    },
  },

  methods: {
    listOf(id: string): PageList<Collection> {
      return createPageList<Collection>({
        fetchPage(cursor) {
          const query = cursor === null ? {} : { cursor };
          return id === ''
            ? api.call('myCollections', { query })
            : api.call('userCollections', { params: { id }, query });
        },
        keyOf: (collection) => collection.id,
        // The page is whole without them: what is wrong it says of what it is about.
        onChange: ({ items }) => {
          const patch = listPatch('cards', this.data.cards, items.map(cardOf));
          if (Object.keys(patch).length > 0) this.setData(patch);
        },
      });
    },

    onMore() {
      void lists.get(this)?.loadMore();
    },

    onOpen({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openCollection(currentTarget.dataset.id);
    },
  },
});
