import { fillMessage, isMissing, type PageListState } from '@weireel/client';
import type { FollowedPerson } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { meNow } from '../../api/session.ts';
import { facts, onFacts } from '../../community/pressed.ts';
import { words } from '../../language/language.ts';
import type { FollowSide } from '../../shell/go.ts';
import { listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { readQuery } from '../../shell/read-query.ts';
import { showList } from '../../shell/show-list.ts';

type Shown = ReturnType<typeof shownPerson>;

const first: { side: FollowSide } = { side: 'followers' };
const followable = ({ user, following }: FollowedPerson) => ({ id: user.id, following });

/** Somebody as a row shows them; an empty `act`: it is oneself. */
function shownPerson(person: FollowedPerson, side: FollowSide, isMine: boolean) {
  const { id, nickname, avatarUrl } = person.user;
  const { community, people } = words();
  const { isOn } = facts.followOf(followable(person));
  const isBack = isMine && side === 'followers';
  const act = isOn ? community.following : isBack ? people.followBack : community.follow;
  return {
    ...{ id, nickname, avatarUrl: avatarUrl ?? '', about: person.bio.slice(0, 100), isQuiet: isOn },
    act: meNow() === id ? '' : act,
  };
}

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), stage: 'loading', trouble: '', emptyTitle: '', emptyText: '' },
    ...{ ...first, isMine: false },
    people: [] as Shown[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad(query: Record<string, string | undefined>) {
      const { people } = words();
      const side = query['side'] === 'following' ? 'following' : 'followers';
      const params = { id: query['id'] ?? '' };
      const isMine = params.id === meNow();
      const name = readQuery(query['name']);
      entitle(isMine ? people.mine[side] : fillMessage(people.title[side], { name }));
      const emptyText = isMine ? people.emptyText[side] : '';
      this.setData({ side, isMine, emptyTitle: people.empty[side], emptyText });
      const list = openList<FollowedPerson>(this, {
        fetchPage: (cursor) => api.call(side, { params, query: queryOf(cursor) }),
        keyOf: ({ user }) => user.id,
        show: (state) => this.show(state),
        stops: [onFacts(() => this.show(list.state()))],
      });
      void list.begin();
    },

    show(state: PageListState<FollowedPerson>) {
      const { side, isMine } = this.data;
      const shown = state.items.map((person) => shownPerson(person, side, isMine));
      showList(this, 'people', shown, state, isMissing(state.error) ? words().people.gone : undefined);
    },

    onAct({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const people = listOf<FollowedPerson>(this)?.state().items ?? [];
      const person = people.find(({ user }) => user.id === id);
      if (person === undefined) return;
      facts.setFollow(followable(person), !facts.followOf(followable(person)).isOn);
    },
  },
});
