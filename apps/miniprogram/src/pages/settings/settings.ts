import { api } from '../../api/api.ts';
import { endSession, onSession, tokenNow } from '../../api/session.ts';
import { chooseLanguage, chosenLanguage, words } from '../../language/language.ts';
import { entitle } from '../../shell/page-frame.ts';
import { choose } from '../../shell/choose.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const stops = new WeakMap<object, () => void>();

// A page is a component as well, whose methods are typed.
Component({
  data: { words: words(), ...{ isKept: true, isKnown: false, isSignedIn: false, language: '' } },

  methods: {
    onLoad() {
      entitle(words().me.settings);
      stops.set(
        this,
        onSession(() => this.show()),
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
        language: settings.languages[chosenLanguage() ?? 'system'],
      });
    },

    async load() {
      if (tokenNow() === null) return;
      try {
        const { isKept } = await api.call('historySettings');
        this.setData({ isKept, isKnown: true });
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

    onPrivacy() {
      wx.openPrivacyContract({
        fail: () => void wx.showToast({ title: words().settings.privacyFailed, icon: 'none' }),
      });
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
