import { fillMessage, formatClock, tidyTags } from '@weireel/client';
import type { CoverCandidate, Video, Visibility } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import { api } from '../../api/api.ts';
import { meNow } from '../../api/session.ts';
import { knownVideo, renewVideo } from '../../feed/known-videos.ts';
import { words } from '../../language/language.ts';
import { readAuthors, type Author } from '../../library/my-channels.ts';
import { readCategories } from '../../library/video-lists.ts';
import { memory } from '../../memory.ts';
import { askConsent, learnOffered } from '../../notifications/wechat-messages.ts';
import { publishing } from '../../publish/phone-publishing.ts';
import { rememberVisibility } from '../../publish/remembered-visibility.ts';
import { absoluteUrl } from '../../server-url.ts';
import { entitle } from '../../shell/page-frame.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

/** What is edited: a draft of this phone, or a video that is there already. */
const edited = new WeakMap<object, { draftId: string } | { video: Video }>();
const choices = ['public', 'unlisted', 'internal', 'private'] as const; // as: groups are chosen on the web

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    choices: choices.map((id) => ({ id, name: words().visibility[id] })),
    most: titleLength.max,
    covers: [] as { atMs: number; src: string }[], // As: it holds some once they are known.
    categories: [] as { id: string; name: string }[], // As: it holds some once they are known.
    authors: [] as Author[], // As: it holds some where one belongs to a channel.
    ...{
      title: '',
      tags: '',
      categoryId: '',
      channelId: '',
      visibility: 'public',
      src: '',
      durationMs: 0,
      act: '',
      isReady: false,
    },
    // Of a video that is there already; a draft has none of it yet.
    ...{ isVideo: false, about: '', downloadable: false },
    // The cover's moment in milliseconds, and what is said of it; -1: the server chooses.
    ...{ coverTimeMs: -1, cover: words().details.coverChosen, isSaving: false },
  },

  methods: {
    onLoad(query: Record<string, string | undefined>) {
      const one = publishing.all().find(({ draft }) => draft.id === query['draft']);
      const { publish } = words();
      if (one !== undefined) {
        const { id, path, durationMs, title, tags, visibility, coverTimeMs } = one.draft;
        const { categoryId = null, channelId } = one.draft;
        edited.set(this, { draftId: id });
        void learnOffered();
        this.setData({ src: path, durationMs, act: publish.act, channelId: channelId ?? '' });
        this.fill({ title, tags, categoryId, visibility });
        this.chooseCover(coverTimeMs);
        entitle(publish.act);
        this.loadChoices();
      } else void this.fillFrom(query['video'] ?? '');
    },

    async fillFrom(id: string) {
      try {
        const video = knownVideo(id) ?? (await api.call('video', { params: { id } }));
        edited.set(this, { video });
        const { description: about, downloadable, durationMs, playback, author } = video;
        const link = playback?.mp4Url ?? playback?.hlsUrl ?? null;
        this.setData({
          ...{ act: words().act.save, isVideo: true, about, downloadable, durationMs: durationMs ?? 0 },
          channelId: author.id === meNow() ? '' : author.id,
          src: link === null || durationMs === null ? '' : absoluteUrl(link),
        });
        this.fill(video);
        this.chooseCover(video.coverTimeMs);
        if (link !== null) void this.loadCovers(id);
        entitle(words().details.title);
      } catch (error) {
        tellTrouble(error);
      }
      this.loadChoices();
    },

    loadChoices() {
      void this.loadCategories();
      void readAuthors().then((authors) => this.setData({ authors }));
    },

    /** Any moment can be chosen without them. */
    async loadCovers(id: string) {
      const { items } = await api.call('videoCovers', { params: { id } }).catch(() => ({ items: [] }));
      const covers = items.map(({ atMs, imageUrl }: CoverCandidate) => ({
        atMs,
        src: absoluteUrl(imageUrl),
      }));
      this.setData({ covers });
    },

    /** Nothing hangs on them: a video is published without one. */
    async loadCategories() {
      this.setData({ categories: await readCategories(this.data.categoryId) });
    },

    fill({
      title,
      tags,
      categoryId,
      visibility,
    }: Pick<Video, 'title' | 'tags' | 'categoryId' | 'visibility'>) {
      const words = { title, tags: tags.join(' '), categoryId: categoryId ?? '', visibility };
      this.setData({ ...words, isReady: title.trim() !== '' });
    },

    chooseCover(atMs: number | null) {
      const { coverAt, coverChosen } = words().details;
      const cover = atMs === null ? coverChosen : fillMessage(coverAt, { time: formatClock(atMs) });
      this.setData({ coverTimeMs: atMs ?? -1, cover });
    },

    onTitle({ detail }: WechatMiniprogram.Input) {
      this.setData({ title: detail.value, isReady: detail.value.trim() !== '' });
    },

    onTags({ detail }: WechatMiniprogram.Input) {
      this.setData({ tags: detail.value });
    },

    onVisibility({ currentTarget }: WechatMiniprogram.BaseEvent<object, { visibility: Visibility }>) {
      this.setData({ visibility: currentTarget.dataset.visibility });
    },

    onCategory({ currentTarget }: WechatMiniprogram.BaseEvent<object, { category: string }>) {
      const { category } = currentTarget.dataset;
      // Pressed again, it is taken back.
      this.setData({ categoryId: category === this.data.categoryId ? '' : category });
    },

    onAuthor({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.setData({ channelId: currentTarget.dataset.id });
    },

    onCover({ detail }: WechatMiniprogram.SliderChange) {
      this.pickCover(detail.value);
    },

    onCandidate({ currentTarget }: WechatMiniprogram.BaseEvent<object, { at: number }>) {
      this.pickCover(currentTarget.dataset.at);
    },

    pickCover(atMs: number) {
      this.chooseCover(atMs);
      wx.createVideoContext('preview', this).seek(atMs / 1000);
    },

    onAbout({ detail }: WechatMiniprogram.Input) {
      this.setData({ about: detail.value });
    },

    onDownload({ detail }: WechatMiniprogram.SwitchChange) {
      this.setData({ downloadable: detail.value });
    },

    onCoverChosen() {
      this.chooseCover(null);
    },

    async onSave() {
      const it = edited.get(this);
      const { title, tags, coverTimeMs, isSaving, isReady } = this.data;
      const categoryId = this.data.categoryId === '' ? null : this.data.categoryId;
      if (it === undefined || isSaving || !isReady) return;
      const visibility = this.data.visibility as Visibility; // as: a draft's, a video's, or one of the choices
      const said = {
        title: title.trim(),
        tags: tidyTags(tags.split(/[\s,，、#＃]+/)),
        categoryId,
        visibility,
      };
      if ('draftId' in it) {
        // Who publishes wants to hear what others say of it.
        askConsent({ isOnlyMissing: true });
        rememberVisibility(memory, visibility);
        const channelId = this.data.channelId === '' ? null : this.data.channelId;
        publishing.publish(it.draftId, {
          ...said,
          channelId,
          coverTimeMs: coverTimeMs < 0 ? null : coverTimeMs,
        });
        void wx.showToast({ title: words().publish.begun, icon: 'none', duration: 3000 });
        void wx.navigateBack();
        return;
      }
      this.setData({ isSaving: true });
      try {
        await this.saveVideo(it.video, said);
        void wx.navigateBack();
      } catch (error) {
        // What was said stays, to be sent again.
        tellTrouble(error);
        this.setData({ isSaving: false });
      }
    },

    async saveVideo(video: Video, said: Pick<Video, 'title' | 'tags' | 'categoryId' | 'visibility'>) {
      const { groups } = video;
      const { about, downloadable, coverTimeMs } = this.data;
      const groupIds = said.visibility === 'group' ? { groupIds: (groups ?? []).map(({ id }) => id) } : {};
      const cover = { coverTimeMs: coverTimeMs < 0 ? null : coverTimeMs };
      const body = { ...said, description: about, downloadable, ...cover, ...groupIds };
      const params = { id: video.id };
      renewVideo(await api.call('putVideoDetails', { params, body }));
      const authorId = this.data.channelId === '' ? (meNow() ?? '') : this.data.channelId;
      if (authorId !== video.author.id)
        renewVideo(await api.call('putVideoAuthor', { params, body: { authorId } }));
    },
  },
});
