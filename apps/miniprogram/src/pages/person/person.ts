import { isMissing, type PageListState } from '@weireel/client';
import type { Profile, Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { meNow } from '../../api/session.ts';
import { facts, onFacts } from '../../community/pressed.ts';
import { words } from '../../language/language.ts';
import { tileOf, type Tile } from '../../library/tile-of.ts';
import { personFigures } from '../../people/person-figures.ts';
import type { Reportable } from '../../review/reportable.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { choose } from '../../shell/choose.ts';
import { openFollows, type FollowSide } from '../../shell/go.ts';
import { listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  id: string;
  person: Profile | null;
}

const parts = new WeakMap<object, Parts>();
const followable = ({ id, mine, counts }: Profile) => ({
  ...{ id, following: mine?.following === true, followers: counts.followers },
});

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ nickname: '', avatarUrl: '', badge: '', bio: '', stage: 'loading', trouble: '' },
    figures: { videos: '', followers: '', following: '' },
    ...{ isMe: false, follows: false, isBlocked: false, personId: '', turn: 0 },
    tiles: [] as Tile[], // As: it holds some later.
    reported: [] as Reportable[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad(query: Record<string, string | undefined>) {
      const id = query['id'] ?? '';
      openList<Video>(this, {
        fetchPage: (cursor) => api.call('userVideos', { params: { id }, query: queryOf(cursor) }),
        keyOf: (video) => video.id,
        show: (state) => this.show(state),
        stops: [onReconnected(() => void this.loadPerson()), onFacts(() => this.showPerson())],
      });
      parts.set(this, { id, person: null });
      this.setData({ personId: id });
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      void wx.stopPullDownRefresh();
    },

    async load() {
      this.setData({ turn: this.data.turn + 1 });
      await Promise.all([listOf(this)?.begin(), this.loadPerson()]);
    },

    async loadPerson() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      try {
        mine.person = await api.call('user', { params: { id: mine.id } });
        this.showPerson();
      } catch {
        // The list says what is wrong.
      }
    },

    showPerson() {
      const mine = parts.get(this);
      if (mine?.person == null) return;
      const { nickname, avatarUrl, badge, bio, counts, id } = mine.person;
      // What was pressed beside one of their videos, or in a list, is so here, too.
      const { isOn: follows, count: followers } = facts.followOf(followable(mine.person));
      const figures = personFigures({ ...counts, followers });
      const changes = changesOf(this.data, {
        ...{ nickname, avatarUrl: avatarUrl ?? '', badge: badge ?? '', bio, figures },
        isMe: meNow() === id,
        isBlocked: mine.person.mine?.blocked === true,
        follows,
      });
      if (changes !== null) this.setData(changes);
    },

    show(state: PageListState<Video>) {
      const tiles = state.items.map((video) => tileOf(video));
      showList(this, 'tiles', tiles, state, isMissing(state.error) ? words().person.missing : undefined);
      this.showPerson();
    },

    onRetry() {
      void this.load();
    },

    onFollow() {
      const person = parts.get(this)?.person;
      if (person != null) facts.setFollow(followable(person), !this.data.follows);
    },

    onFollows({ currentTarget }: WechatMiniprogram.BaseEvent<object, { side: FollowSide }>) {
      const person = parts.get(this)?.person;
      if (person != null) openFollows(person, currentTarget.dataset.side);
    },

    onMore() {
      const mine = parts.get(this);
      if (mine?.person == null) return;
      const { id, nickname } = mine.person;
      const { reports, person, people } = words();
      const isMuted = mine.person.mine?.muted === true;
      const { isBlocked } = this.data;
      const things: Reportable[] = [{ subject: { kind: 'user', id }, name: nickname }];
      choose([
        { name: reports.act, act: () => this.setData({ reported: things }) },
        { name: isMuted ? people.end.muted : people.mute, act: () => void this.mute(!isMuted) },
        { name: isBlocked ? person.unblock : person.block, act: () => void this.block(!isBlocked) },
      ]);
    },

    block(isWanted: boolean) {
      const person = parts.get(this)?.person;
      // Whom one blocks one follows no more, wherever that was pressed.
      if (isWanted && this.data.follows && person != null) facts.setFollow(followable(person), false);
      return this.avoid(isWanted ? 'blockUser' : 'unblockUser', isWanted ? words().people.blocked : '');
    },

    mute(isWanted: boolean) {
      return this.avoid(isWanted ? 'muteUser' : 'unmuteUser', isWanted ? words().people.muted : '');
    },

    async avoid(call: 'blockUser' | 'unblockUser' | 'muteUser' | 'unmuteUser', said: string) {
      try {
        await api.call(call, { params: { id: parts.get(this)?.id ?? '' } });
        if (said !== '') void wx.showToast({ title: said, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
      await this.load();
    },

    onReportEnd() {
      this.setData({ reported: [] });
    },
  },
});
