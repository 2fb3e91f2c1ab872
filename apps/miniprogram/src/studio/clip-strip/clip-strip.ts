import { studioWords } from '../studio-words.ts';

Component({
  // The clips of the film in their order, and files that are on their way to be some.
  properties: { clips: Array, coming: Array },

  data: { words: studioWords() },

  methods: {
    onClip({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.triggerEvent('clip', { id: currentTarget.dataset.id });
    },

    onCut({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.triggerEvent('cut', { id: currentTarget.dataset.id });
    },

    onComing({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.triggerEvent('coming', { id: currentTarget.dataset.id });
    },

    onAdd() {
      this.triggerEvent('add');
    },
  },
});
