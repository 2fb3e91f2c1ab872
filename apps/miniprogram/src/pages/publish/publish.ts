import type { Visibility } from '@weireel/contract';
import { words } from '../../language/language.ts';
import { memory } from '../../memory.ts';
import { chooseVideo } from '../../publish/choose-video.ts';
import { defaultTitle } from '../../publish/default-title.ts';
import { draftOf, type ShownDraft } from '../../publish/shown-draft.ts';
import { onPublishing, publishing } from '../../publish/phone-publishing.ts';
import { rememberedVisibility } from '../../publish/remembered-visibility.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { entitle, noteShown } from '../../shell/page-frame.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const stops = new WeakMap<object, () => void>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    isChoosing: false,
    drafts: [] as ShownDraft[], // As: it holds some later.
  },

  methods: {
    onLoad() {
      stops.set(
        this,
        onPublishing(() => this.show()),
      );
      entitle(words().nav.publish);
    },

    onUnload() {
      stops.get(this)?.();
    },

    onShow() {
      noteShown('publish');
      this.show();
    },

    show() {
      const patch = listPatch('drafts', this.data.drafts, publishing.all().map(draftOf));
      if (Object.keys(patch).length > 0) this.setData(patch);
    },

    /** Lets a video be chosen; null: none was, and the person knows why. */
    async choose() {
      if (this.data.isChoosing) return null;
      this.setData({ isChoosing: true });
      try {
        return await chooseVideo();
      } catch (error) {
        void wx.showToast({ title: words().publish.notOpened, icon: 'none', duration: 3000 });
        console.error(error);
        return null;
      } finally {
        this.setData({ isChoosing: false });
      }
    },

    async onChoose() {
      const chosen = await this.choose();
      if (chosen === null) return;
      const title = defaultTitle(words().publish.defaultTitle, new Date());
      const visibility: Visibility = rememberedVisibility(memory);
      try {
        const id = await publishing.add({
          ...chosen,
          words: { title, tags: [], visibility, coverTimeMs: null },
        });
        this.edit(id);
      } catch (error) {
        tellTrouble(error);
      }
    },

    edit(id: string) {
      void wx.navigateTo({ url: `/pages/details/details?draft=${id}` });
    },

    onEdit({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.edit(currentTarget.dataset.id);
    },

    onPause({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      publishing.pause(currentTarget.dataset.id);
    },

    onResume({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      publishing.resume(currentTarget.dataset.id);
    },

    async onFind({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const chosen = await this.choose();
      if (chosen === null) return;
      try {
        if (await publishing.giveFile(id, chosen.path)) return;
        void wx.showToast({ title: words().publish.otherFile, icon: 'none', duration: 3000 });
      } catch (error) {
        tellTrouble(error);
      }
    },

    onCancel({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const { act, publish } = words();
      void wx.showModal({
        ...{ title: publish.cancelTitle, content: publish.cancelText },
        ...{ confirmText: publish.cancel, cancelText: act.back },
        success: ({ confirm }) => {
          if (confirm) publishing.cancel(id).catch(tellTrouble);
        },
      });
    },

    onTakes() {
      void wx.navigateTo({ url: '/pages/takes/takes' });
    },

    onStudio() {
      void wx.navigateTo({ url: '/studio/projects/projects' });
    },

    onMine() {
      void wx.navigateTo({ url: '/pages/mine/mine' });
    },
  },
});
