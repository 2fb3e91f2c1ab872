import { openVideo } from '../../shell/go.ts';

Component({
  // Tiles; `isBrief`: three in a row, without their words.
  properties: { tiles: Array, isBrief: Boolean },

  methods: {
    onOpen({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string; at: number }>) {
      const { id, at } = currentTarget.dataset;
      openVideo(id, { atMs: at });
    },
  },
});
