import { fillMessage, type PageListState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { holdVideos, type HeldVideos } from '../../feed/known-videos.ts';
import { words } from '../../language/language.ts';
import { readAuthors, type Author } from '../../library/my-channels.ts';
import { isMoving, myRowOf, type MyRow } from '../../mine/my-row.ts';
import { sentHere } from '../../publish/phone-publishing.ts';
import { choose } from '../../shell/choose.ts';
import { openVideo } from '../../shell/go.ts';
import { itemOf, listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { entitle } from '../../shell/page-frame.ts';
import { showList } from '../../shell/show-list.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  /** So that the page where one is edited finds it. */
  held: HeldVideos;
  timer: ReturnType<typeof setInterval> | undefined;
}

const parts = new WeakMap<object, Parts>();
const lookAgainMs = 2000;

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ stage: 'loading', trouble: '' },
    rows: [] as MyRow[], // As: it holds some later.
    authors: [] as Author[], // As: it holds some where one belongs to a channel.
    // The channel whose videos are shown; empty: one's own.
    channelId: '',
  },

  methods: {
    ...listMethods,

    onLoad() {
      this.openOf('');
      void readAuthors().then((authors) => this.setData({ authors }));
      parts.set(this, { held: holdVideos(), timer: undefined });
      entitle(words().me.mine);
    },

    /** Opens the list of a channel, or one's own. */
    openOf(channelId: string) {
      const as = channelId === '' ? {} : { as: channelId };
      return openList<Video>(this, {
        fetchPage: (cursor) => api.call('myVideos', { query: { ...queryOf(cursor), ...as } }),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
      });
    },

    onAuthor({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id: channelId } = currentTarget.dataset;
      if (channelId === this.data.channelId) return;
      this.setData({ channelId, rows: [], stage: 'loading' });
      void this.openOf(channelId).begin();
    },

    onUnload() {
      this.lookNoMore();
      parts.get(this)?.held.end();
      listMethods.onUnload.call(this);
    },

    onShow() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      void listOf(this)?.begin();
      // WeChat gives no stream of events: what moves is asked for while somebody looks.
      mine.timer = setInterval(() => void this.lookAgain(), lookAgainMs);
    },

    onHide() {
      this.lookNoMore();
    },

    lookNoMore() {
      const mine = parts.get(this);
      if (mine?.timer !== undefined) clearInterval(mine.timer);
    },

    async lookAgain() {
      const list = listOf<Video>(this);
      const moving = list?.state().items.filter(isMoving) ?? [];
      for (const { id } of moving) {
        try {
          list?.put(await api.call('video', { params: { id } }));
        } catch {
          // The next look says more.
        }
      }
    },

    show(state: PageListState<Video>) {
      parts.get(this)?.held.hold(state.items);
      showList(
        this,
        'rows',
        state.items.map((video) => myRowOf(video, sentHere(video.id))),
        state,
      );
    },

    onOpen(event: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      openVideo(event.currentTarget.dataset.id);
    },

    onMore(event: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const video = itemOf<Video>(this, event);
      if (video === undefined) return;
      choose([
        {
          name: words().mine.edit,
          act: () => void wx.navigateTo({ url: `/pages/details/details?video=${video.id}` }),
        },
        { name: words().act.delete, act: () => this.askToDelete(video) },
      ]);
    },

    askToDelete({ id, title }: Video) {
      const { act, mine } = words();
      void wx.showModal({
        ...{ title: fillMessage(mine.deleteTitle, { title }), content: mine.deleteText },
        ...{ confirmText: act.delete, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.delete(id);
        },
      });
    },

    async delete(id: string) {
      try {
        await api.call('deleteVideo', { params: { id } });
        listOf(this)?.drop(id);
        void wx.showToast({ title: words().mine.deleted, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
    },

    async onAgain(event: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = event.currentTarget.dataset;
      try {
        listOf<Video>(this)?.put(await api.call('reprocessVideo', { params: { id } }));
      } catch (error) {
        tellTrouble(error);
      }
    },
  },
});
