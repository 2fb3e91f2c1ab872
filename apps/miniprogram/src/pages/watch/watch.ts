import { knownVideo } from '../../feed/known-videos.ts';
import { videoOfQuery } from '../../watch/video-of-query.ts';
import { shareOf, timelineShareOf } from '../../shell/share-of.ts';

// A page is a component as well, whose methods are typed.
Component({
  data: { videoId: '', collectionId: '', startMs: 0, isOpen: false, isTalking: false },

  methods: {
    onLoad(query: { v?: string; scene?: string; c?: string; t?: string; talk?: string }) {
      const startMs = Math.max(0, Number(query.t ?? 0) * 1000) || 0;
      const isTalking = query.talk !== undefined;
      this.setData({ videoId: videoOfQuery(query), collectionId: query.c ?? '', startMs, isTalking });
    },

    onShow() {
      this.setData({ isOpen: true });
    },

    onHide() {
      this.setData({ isOpen: false });
    },

    onShareAppMessage() {
      return shareOf(knownVideo(this.data.videoId));
    },

    onShareTimeline() {
      return timelineShareOf(knownVideo(this.data.videoId));
    },
  },
});
