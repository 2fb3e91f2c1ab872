import { danmakuDensities, danmakuHex, fillMessage, formatClock, type DanmakuDensity } from '@weireel/client';
import type { DanmakuColour, DanmakuMode } from '@weireel/contract';
import { danmakuColours, danmakuLength, danmakuModes } from '@weireel/contract/plain';
import { meNow } from '../../api/session.ts';
import { sayDanmaku } from '../../danmaku/said.ts';
import { danmakuWish, wishDanmaku } from '../../danmaku/wish.ts';
import { knownVideo } from '../../feed/known-videos.ts';
import { words } from '../../language/language.ts';
import { tellTrouble } from '../../shell/tell-trouble.ts';

const said = words().danmaku;
const looks: { mode: DanmakuMode; colour: DanmakuColour } = { mode: 'scroll', colour: 'white' };

Component({
  // `atMs`: the moment of the video at which it is to appear, in milliseconds.
  properties: { videoId: String, atMs: Number },

  data: {
    words: words(),
    modes: danmakuModes.map((id) => ({ id, name: said.modes[id] })),
    colours: danmakuColours.map((id) => ({ id, name: said.colours[id], hex: danmakuHex[id] })),
    densities: danmakuDensities.map((id) => ({ id, name: said.densities[id] })),
    ...{ text: '', hint: said.hint, moment: '', maySend: false, most: danmakuLength.max },
    ...looks,
    density: danmakuWish().density,
  },

  lifetimes: {
    attached() {
      const video = knownVideo(this.data.videoId);
      const waits = video?.commentPolicy === 'approve' && meNow() !== video.author.id;
      this.setData({
        hint: waits ? said.approveHint : said.hint,
        moment: fillMessage(said.at, { time: formatClock(this.data.atMs) }),
        density: danmakuWish().density,
      });
    },
  },

  methods: {
    async send() {
      const body = this.data.text.trim();
      if (body === '' || !this.data.maySend) return;
      this.setData({ maySend: false });
      const { videoId, atMs, mode, colour } = this.data;
      try {
        const { state } = await sayDanmaku(videoId, { atMs, body, mode, colour });
        if (state === 'held') void wx.showToast({ title: said.held, icon: 'none', duration: 3000 });
        // Whoever says something wants to see it.
        else wishDanmaku({ isShown: true });
        this.triggerEvent('close');
      } catch (error) {
        // The words stay, to be sent again.
        tellTrouble(error);
        this.setData({ maySend: true });
      }
    },

    stay() {
      // What lies under the sheet is not swiped.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onInput({ detail }: WechatMiniprogram.Input) {
      this.setData({ text: detail.value, maySend: detail.value.trim() !== '' });
    },

    onSend() {
      void this.send();
    },

    onMode({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: DanmakuMode }>) {
      this.setData({ mode: currentTarget.dataset.id });
    },

    onColour({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: DanmakuColour }>) {
      this.setData({ colour: currentTarget.dataset.id });
    },

    onDensity({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: DanmakuDensity }>) {
      const density = currentTarget.dataset.id;
      wishDanmaku({ density });
      this.setData({ density });
    },
  },
});
