import { fillMessage, type PageListState } from '@weireel/client';
import type { Notification } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { hasLeft, onSession } from '../../api/session.ts';
import { words } from '../../language/language.ts';
import { noticeOf, type ShownNotice } from '../../notifications/shown-notice.ts';
import { noteUnread, onUnread, unreadNow } from '../../notifications/unread.ts';
import { askConsent, learnOffered, messagesLeft, onOffered } from '../../notifications/wechat-messages.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openPerson, openVideo } from '../../shell/go.ts';
import { itemOf, listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle, noteShown } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ stage: 'loading', trouble: '', hasUnread: false },
    // Whether WeChat can tell people of what is new, and how often it still may.
    ...{ canTell: false, left: '' },
    notices: [] as ShownNotice[], // As: it holds some later.
  },

  methods: {
    ...listMethods,

    onLoad() {
      const stops = [
        onSession(() => this.renew()),
        onUnread(() => this.setData({ hasUnread: unreadNow() > 0 })),
        onOffered(() => this.showOffered()),
      ];
      openList<Notification>(this, {
        fetchPage: (cursor) => api.call('notifications', { query: queryOf(cursor) }),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
        stops,
      });
      this.setData({ hasUnread: unreadNow() > 0 });
      entitle(words().inbox.title);
    },

    onShow() {
      noteShown('messages');
      this.renew();
    },

    renew() {
      this.load();
      // Who is signed in by looking hears of it then.
      void learnOffered();
    },

    load() {
      if (hasLeft()) this.setData({ stage: 'empty', notices: [] });
      else void listOf(this)?.begin();
    },

    show(state: PageListState<Notification>) {
      showList(this, 'notices', state.items.map(noticeOf), state);
    },

    showOffered() {
      const left = messagesLeft();
      const said = left === null || left === 0 ? '' : fillMessage(words().telling.left, { n: left });
      const changes = changesOf(this.data, { canTell: left !== null, left: said });
      if (changes !== null) this.setData(changes);
    },

    onTellMe() {
      askConsent({ isOnlyMissing: false });
    },

    onOpen(event: Tapped) {
      const notice = itemOf<Notification>(this, event);
      if (notice === undefined) return;
      void this.read(notice);
      const { video, comment, actors } = notice;
      if (video !== null) openVideo(video.id, { isTalking: comment !== null });
      else if (actors[0] !== undefined) openPerson(actors[0].id);
    },

    /** Notes that a line was read; what it says stays. */
    async read(notice: Notification) {
      if (notice.isRead) return;
      listOf<Notification>(this)?.put({ ...notice, isRead: true });
      try {
        noteUnread((await api.call('readNotification', { params: { id: notice.id } })).notifications);
      } catch {
        // It is unread again when the list is read anew.
      }
    },

    async onFollowBack(event: Tapped) {
      const notice = itemOf<Notification>(this, event);
      const [actor] = notice?.actors ?? [];
      if (notice === undefined || actor === undefined) return;
      try {
        const { following } = await api.call('followUser', { params: { id: actor.id } });
        listOf<Notification>(this)?.put({ ...notice, following });
        await this.read({ ...notice, following });
      } catch (error) {
        tellTrouble(error);
      }
    },

    async onApprove(event: Tapped) {
      const notice = itemOf<Notification>(this, event);
      if (notice?.comment == null) return;
      try {
        await api.call('approveComment', { params: { id: notice.comment.id } });
        void wx.showToast({ title: words().telling.approved, icon: 'none' });
        listOf<Notification>(this)?.put({ ...notice, isHeld: false });
        await this.read({ ...notice, isHeld: false });
      } catch (error) {
        tellTrouble(error);
      }
    },

    async onReadAll() {
      try {
        noteUnread((await api.call('readNotifications')).notifications);
        await listOf(this)?.begin();
      } catch (error) {
        tellTrouble(error);
      }
    },
  },
});
