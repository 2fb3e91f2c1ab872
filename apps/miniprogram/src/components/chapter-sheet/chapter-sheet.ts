import { words } from '../../language/language.ts';

Component({
  properties: { chapters: Array },

  data: { words: words() },

  methods: {
    stay() {
      // What lies under the sheet is not swiped.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onChapter({ currentTarget }: WechatMiniprogram.BaseEvent<object, { at: number }>) {
      this.triggerEvent('jump', { atMs: currentTarget.dataset.at });
    },
  },
});
