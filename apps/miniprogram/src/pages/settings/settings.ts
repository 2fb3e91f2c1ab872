import { ApiError, sendAvatar } from '@weireel/client';
import type { Me } from '@weireel/contract';
import { profileLimits } from '@weireel/contract/plain';
import { api } from '../../api/api.ts';
import { endSession, onSession, tokenNow } from '../../api/session.ts';
import { chooseLanguage, chosenLanguage, words } from '../../language/language.ts';
import { asksOnMobile, rememberAsksOnMobile, rememberSavesData, savesData } from '../../player/data-wish.ts';
import { newAbort } from '../../publish/abort.ts';
import { phoneClock } from '../../publish/phone-clock.ts';
import { bytesAt } from '../../publish/phone-files.ts';
import { entitle } from '../../shell/page-frame.ts';
import { choose } from '../../shell/choose.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const stops = new WeakMap<object, () => void>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    ...{ isKept: true, isKnown: false, isSignedIn: false, language: '' },
    ...{ nickname: '', avatarUrl: '', bio: '', isSending: false, mostLetters: profileLimits.nickname },
    // The account of the web that this WeChat leads to; empty: none.
    ...{ account: '', isLinked: false },
    ...{ quality: '', playsOnMobile: !asksOnMobile() },
  },

  methods: {
    onLoad() {
      entitle(words().me.settings);
      stops.set(
        this,
        onSession(() => {
          this.show();
          void this.load();
        }),
      );
      this.show();
      void this.load();
    },

    onUnload() {
      stops.get(this)?.();
    },

    show() {
      const { settings } = words();
      this.setData({
        isSignedIn: tokenNow() !== null,
        ...(tokenNow() === null && { nickname: '', avatarUrl: '', account: '', isLinked: false }),
        language: settings.languages[chosenLanguage() ?? 'system'],
        quality: settings.qualities[savesData() ? 'saver' : 'auto'],
      });
    },

    async load() {
      if (tokenNow() === null) return;
      try {
        const asked = [api.call('historySettings'), api.call('me'), api.call('wechat')] as const; // as: of three kinds
        const [{ isKept }, me, { isLinked }] = await Promise.all(asked);
        this.setData({ isKept, isKnown: true });
        this.showFace(me);
        this.setData({ bio: me.bio, account: me.account ?? '', isLinked });
      } catch (error) {
        tellTrouble(error);
      }
    },

    showFace({ nickname, avatarUrl }: Pick<Me, 'nickname' | 'avatarUrl'>) {
      this.setData({ nickname, avatarUrl: avatarUrl ?? '' });
    },

    async onNickname({ detail }: WechatMiniprogram.Input) {
      const nickname = detail.value.trim();
      const { nickname: before, bio } = this.data;
      if (nickname === '' || nickname === before) return this.setData({ nickname: before });
      try {
        this.showFace(await api.call('putProfile', { body: { nickname, bio } }));
        void wx.showToast({ title: words().settings.nicknameSaved, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
        this.setData({ nickname: before });
      }
    },

    onQuality() {
      const { qualities } = words().settings;
      const become = (isSaving: boolean) => {
        rememberSavesData(isSaving);
        this.show();
      };
      choose([
        { name: qualities.auto, act: () => become(false) },
        { name: qualities.saver, act: () => become(true) },
      ]);
    },

    onMobile({ detail }: WechatMiniprogram.SwitchChange) {
      rememberAsksOnMobile(!detail.value);
      this.setData({ playsOnMobile: detail.value });
    },

    async onAvatar({ detail }: WechatMiniprogram.CustomEvent<{ avatarUrl: string }>) {
      this.setData({ isSending: true });
      try {
        const me = await sendAvatar(
          { api, clock: phoneClock },
          await bytesAt(detail.avatarUrl),
          newAbort().signal,
        );
        this.showFace(me);
        const said = me.sentPicture === null ? 'avatarShown' : 'avatarWaiting';
        void wx.showToast({ title: words().settings[said], icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
      this.setData({ isSending: false });
    },

    async onRemoveAvatar() {
      try {
        this.showFace(await api.call('deleteAvatar'));
      } catch (error) {
        tellTrouble(error);
      }
    },

    async onHistory({ detail }: WechatMiniprogram.SwitchChange) {
      // Set although the switch shows it already, so that it can be set back.
      this.setData({ isKept: detail.value });
      try {
        const { isKept } = await api.call('putHistorySettings', { body: { isKept: detail.value } });
        this.setData({ isKept });
      } catch (error) {
        tellTrouble(error);
        this.setData({ isKept: !detail.value });
      }
    },

    onLanguage() {
      const { languages } = words().settings;
      choose([
        { name: languages.system, act: () => chooseLanguage(null) },
        { name: languages['zh-CN'], act: () => chooseLanguage('zh-CN') },
        { name: languages.en, act: () => chooseLanguage('en') },
      ]);
    },

    onAvoided() {
      void wx.navigateTo({ url: '/pages/avoided/avoided' });
    },

    onSessions() {
      void wx.navigateTo({ url: '/pages/sessions/sessions' });
    },

    onPrivacy() {
      wx.openPrivacyContract({
        fail: () => void wx.showToast({ title: words().settings.privacyFailed, icon: 'none' }),
      });
    },

    onAccount() {
      void wx.navigateTo({ url: '/pages/account/account' });
    },

    onUnlink() {
      const { account, act } = words();
      void wx.showModal({
        ...{ title: account.unlinkTitle, content: account.unlinkText },
        ...{ confirmText: account.unlinkSure, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.unlink();
        },
      });
    },

    /** Whoever wants this WeChat to lead there no more does not want to stay signed in on this phone. */
    async unlink() {
      try {
        await api.call('unlinkWechat');
        await api.call('logout');
        endSession();
        void wx.showToast({ title: words().account.unlinked, icon: 'none' });
      } catch (error) {
        const isOnlyWay = error instanceof ApiError && error.code === 'no_password';
        if (!isOnlyWay) return tellTrouble(error);
        void wx.showToast({ title: words().account.onlyWay, icon: 'none', duration: 3000 });
      }
    },

    onDelete() {
      const { account, act } = words();
      void wx.showModal({
        ...{ title: account.deleteTitle, content: account.deleteText },
        ...{ confirmText: act.delete, cancelText: act.cancel },
        success: ({ confirm }) => {
          if (confirm) void this.delete();
        },
      });
    },

    async delete() {
      try {
        await api.call('deleteAccount', { body: {} });
        endSession();
        void wx.showToast({ title: words().account.deleted, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
    },

    async onSignOut() {
      try {
        await api.call('logout');
        endSession();
        void wx.showToast({ title: words().settings.signedOut, icon: 'none' });
      } catch (error) {
        tellTrouble(error);
      }
    },
  },
});
