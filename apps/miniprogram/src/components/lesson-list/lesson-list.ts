import { words } from '../../language/language.ts';

Component({
  // Rows of a collection's videos; `current`: the one that plays, empty: none does.
  properties: { lessons: Array, current: String },

  data: { words: words() },

  methods: {
    onOpen({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.triggerEvent('open', { videoId: currentTarget.dataset.id });
    },
  },
});
