import { fillMessage, formatClock, formatWhen, type PageListState } from '@weireel/client';
import type { ProjectSummary } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import { emptyDocument } from '@weireel/edit/editing';
import { api } from '../../api/api.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { absoluteUrl } from '../../server-url.ts';
import { choose } from '../../shell/choose.ts';
import { itemOf, listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { oneAtATime } from '../../shell/one-at-a-time.ts';
import { entitle } from '../../shell/page-frame.ts';
import { drafts, forgetEditing } from '../editings.ts';
import { studioWords } from '../studio-words.ts';
import { showList } from '../../shell/show-list.ts';

type Shown = ReturnType<typeof shownProject>;
type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

/** A project as a row shows it. */
function shownProject({ id, title, coverUrl, durationMs, updatedAt, slotCount }: ProjectSummary) {
  const when = formatWhen(updatedAt, Date.now(), currentLanguage());
  return {
    ...{ id, title, cover: coverUrl === null ? '' : absoluteUrl(coverUrl) },
    about: fillMessage(studioWords().list.about, { length: formatClock(durationMs), when }),
    isTemplate: slotCount > 0,
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
    ...listMethods,

    onLoad() {
      openList<ProjectSummary>(this, {
        fetchPage: (cursor) => api.call('projects', { query: queryOf(cursor) }),
        keyOf: ({ id }) => id,
        show: (state) => this.show(state),
      });
      entitle(studioWords().list.title);
    },

    onShow() {
      void listOf(this)?.begin();
    },

    show(state: PageListState<ProjectSummary>) {
      showList(this, 'projects', state.items.map(shownProject), state);
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

    onMore(event: Tapped) {
      const project = itemOf<ProjectSummary>(this, event);
      if (project === undefined) return;
      const { id } = project;
      const { list } = studioWords();
      const use = {
        name: list.fill,
        act: () => void wx.navigateTo({ url: `/studio/fill/fill?id=${id}` }),
      };
      choose([
        ...(project.slotCount > 0 ? [use] : []),
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
        await listOf(this)?.begin();
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
        await listOf(this)?.begin();
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
        listOf(this)?.drop(id);
        void wx.showToast({ title: studioWords().list.deleted, icon: 'none' });
      });
    },
  },
});
