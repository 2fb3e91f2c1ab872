import { fillMessage, isMissing, readCollection, type WholeCollection } from '@weireel/client';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { isSinglePage } from '../../api/needs-person.ts';
import { onSession } from '../../api/session.ts';
import { cardOf, lessonsOf, startOf, type Lesson } from '../../collections/shown-collection.ts';
import { words } from '../../language/language.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openPerson, openVideo } from '../../shell/go.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  id: string;
  whole: WholeCollection | null;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ stage: 'loading', trouble: '', failedTitle: '', isSingle: isSinglePage() },
    ...{ title: '', kind: '', count: '', by: '', description: '', poster: '' },
    // What the one action says, and how far one is; empty: nothing.
    ...{ start: '', progress: '', percent: 0 },
    lessons: [] as Lesson[], // As: it holds some later.
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const stops = [onReconnected(() => void this.load()), onSession(() => void this.load())];
      parts.set(this, { id: query['id'] ?? '', whole: null, stops });
    },

    onUnload() {
      for (const stop of parts.get(this)?.stops ?? []) stop();
    },

    onShow() {
      // What was watched on another page is so here, too.
      void this.load();
    },

    async onPullDownRefresh() {
      await this.load();
      void wx.stopPullDownRefresh();
    },

    async load() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      try {
        mine.whole = await readCollection(api, mine.id);
        this.show(mine.whole);
      } catch (error) {
        // What was read stays.
        if (mine.whole !== null) return;
        const { lists } = words();
        const failedTitle = isMissing(error) ? lists.gone : lists.failed;
        this.setData({ stage: 'failed', failedTitle, trouble: sentenceOf(error) });
      }
    },

    show(whole: WholeCollection) {
      const { collection, items } = whole;
      const { title, description, owner, progress } = collection;
      const { lists } = words();
      const { kind, count, poster } = cardOf(collection);
      const isBegun = progress !== null && progress.done > 0 && items.length > 0;
      const figures = { done: progress?.done ?? 0, all: items.length };
      const changes = {
        ...changesOf(this.data, {
          ...{ title, description, kind, count, poster },
          stage: items.length === 0 ? 'empty' : 'shown',
          by: fillMessage(lists.by, { name: owner.nickname }),
          start: startOf(whole)?.said ?? '',
          progress: isBegun ? fillMessage(lists.progress, figures) : '',
          percent: isBegun ? Math.round((figures.done / figures.all) * 100) : 0,
        }),
        ...listPatch('lessons', this.data.lessons, lessonsOf(whole)),
      };
      if (Object.keys(changes).length > 0) this.setData(changes);
      entitle(kind);
    },

    onRetry() {
      this.setData({ stage: 'loading' });
      void this.load();
    },

    onStart() {
      const mine = parts.get(this);
      const start = mine?.whole == null ? null : startOf(mine.whole);
      if (mine === undefined || start === null) return;
      openVideo(start.videoId, { atMs: start.atMs, collectionId: mine.id });
    },

    onLesson({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      const mine = parts.get(this);
      const item = mine?.whole?.items.find(({ video }) => video.id === detail.videoId);
      if (mine === undefined || item === undefined) return;
      // One that was watched to its end begins anew.
      const atMs = item.isDone ? 0 : (item.video.mine?.positionMs ?? 0);
      openVideo(detail.videoId, { atMs, collectionId: mine.id });
    },

    onOwner() {
      const owner = parts.get(this)?.whole?.collection.owner;
      if (owner !== undefined && !this.data.isSingle) openPerson(owner.id);
    },

    onShareAppMessage() {
      const { title, poster } = this.data;
      return {
        title,
        imageUrl: poster,
        path: `/pages/collection/collection?id=${parts.get(this)?.id ?? ''}`,
      };
    },
  },
});
