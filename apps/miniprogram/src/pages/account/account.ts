import { ApiError } from '@weireel/client';
import { linkAccount } from '../../api/needs-person.ts';
import { words } from '../../language/language.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

// A page is a component as well, whose methods are typed.
Component({
  data: { words: words(), account: '', password: '', trouble: '', isBusy: false },

  methods: {
    onLoad() {
      entitle(words().account.title);
    },

    onAccount({ detail }: WechatMiniprogram.Input) {
      this.setData({ account: detail.value.trim() });
    },

    onPassword({ detail }: WechatMiniprogram.Input) {
      this.setData({ password: detail.value });
    },

    async onLink() {
      const { account, password, isBusy } = this.data;
      if (isBusy || account === '' || password === '') return;
      this.setData({ isBusy: true, trouble: '' });
      try {
        await linkAccount(account, password);
        void wx.showToast({ title: words().account.linked, icon: 'none' });
        void wx.navigateBack();
      } catch (error) {
        const isTaken = error instanceof ApiError && error.code === 'wechat_taken';
        this.setData({ trouble: isTaken ? words().account.taken : sentenceOf(error) });
      }
      this.setData({ isBusy: false });
    },
  },
});
