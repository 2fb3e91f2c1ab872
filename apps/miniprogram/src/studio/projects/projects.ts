import {
  createPageList,
  fillMessage,
  formatClock,
  formatWhen,
  type PageList,
  type PageListState,
} from '@weireel/client';
import type { ProjectSummary } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import { emptyDocument } from '@weireel/edit/editing';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { absoluteUrl } from '../../server-url.ts';
import { choose } from '../../shell/choose.ts';
import { oneAtATime } from '../../shell/one-at-a-time.ts';
import { entitle } from '../../shell/page-frame.ts';
import { drafts, forgetEditing } from '../editings.ts';
import { studioWords } from '../studio-words.ts';
import { showList } from '../../shell/show-list.ts';

type Shown = ReturnType<typeof shownProject>;
type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

const lists = new WeakMap<object, { list: PageList<ProjectSummary>; stop: () => void }>();

/** A project as a row shows it. */
function shownProject({ id, title, coverUrl, durationMs, updatedAt }: ProjectSummary) {
  const when = formatWhen(updatedAt, Date.now(), currentLanguage());
  return {
    ...{ id, title, cover: coverUrl === null ? '' : absoluteUrl(coverUrl) },
    about: fillMessage(studioWords().list.about, { length: formatClock(durationMs), when }),
    isUnsaved: drafts.unsaved().includes(id),
  };
}

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), studio: studioWords(), stage: 'loading', trouble: '', isBusy: false },
    projects: [] as Shown[], // As: it holds some later.
    // Which is given another name; empty: none is.
    ...{ renamed: '', name: '', most: titleLength.max },
  },

  methods: {
    onLoad() {
      const list = createPageList<ProjectSummary>({
        fetchPage: (cursor) => api.call('projects', { query: cursor === null ? {} : { cursor } }),
        keyOf: ({ id }) => id,
        onChange: (state) => this.show(state),
      });
      lists.set(this, { list, stop: onReconnected(list.reconnected) });
      entitle(studioWords().list.title);
    },

    onUnload() {
      lists.get(this)?.stop();
    },

    onShow() {
      void lists.get(this)?.list.begin();
    },

    onReachBottom() {
      void lists.get(this)?.list.loadMore();
    },

    async onPullDownRefresh() {
      await lists.get(this)?.list.begin();
      void wx.stopPullDownRefresh();
    },

    show(state: PageListState<ProjectSummary>) {
      showList(this, 'projects', state.items.map(shownProject), state);
    },

    onRetry() {
      void lists.get(this)?.list.begin();
    },

    onNew() {
      void oneAtATime(this, async () => {
        const body = { title: studioWords().list.untitled, document: { ...emptyDocument() } };
        const { id } = await api.call('createProject', { body });
        this.open(id);
      });
    },

    open(id: string) {
      void wx.navigateTo({ url: `/studio/edit/edit?id=${id}` });
    },

    onOpen({ currentTarget }: Tapped) {
      this.open(currentTarget.dataset.id);
    },

    onMore({ currentTarget }: Tapped) {
      const { id } = currentTarget.dataset;
      const project = lists
        .get(this)
        ?.list.state()
        .items.find((each) => each.id === id);
      if (project === undefined) return;
      const { list } = studioWords();
      choose([
        { name: list.rename, act: () => this.setData({ renamed: id, name: project.title }) },
        { name: list.copy, act: () => void this.copy(project) },
        { name: words().act.delete, act: () => this.askToDelete(project) },
      ]);
    },

    copy({ id, title }: ProjectSummary) {
      return oneAtATime(this, async () => {
        const { document } = await api.call('project', { params: { id } });
        const copy = fillMessage(studioWords().list.copyOf, { title }).slice(0, titleLength.max);
        await api.call('createProject', { body: { title: copy, document } });
        await lists.get(this)?.list.begin();
      });
    },

    onName({ detail }: WechatMiniprogram.Input) {
      this.setData({ name: detail.value });
    },

    onNameEnd() {
      this.setData({ renamed: '' });
    },

    onNameSave() {
      const { renamed: id, name } = this.data;
      const title = name.trim();
      if (id === '' || title === '') return;
      void oneAtATime(this, async () => {
        const { revision } = await api.call('projectRevision', { params: { id } });
        await api.call('editProject', { params: { id }, body: { revision, title, edits: [] } });
        this.setData({ renamed: '' });
        await lists.get(this)?.list.begin();
      });
    },

    askToDelete({ id, title }: ProjectSummary) {
      const { act } = words();
      const { list } = studioWords();
      void wx.showModal({
        ...{ title: fillMessage(list.deleteTitle, { title }), content: list.deleteText },
        ...{ confirmText: act.delete, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.delete(id);
        },
      });
    },

    delete(id: string) {
      return oneAtATime(this, async () => {
        await api.call('deleteProject', { params: { id } });
        forgetEditing(id);
        lists.get(this)?.list.drop(id);
        void wx.showToast({ title: studioWords().list.deleted, icon: 'none' });
      });
    },
  },
});
