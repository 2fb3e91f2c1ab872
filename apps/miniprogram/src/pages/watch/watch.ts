import { knownVideo } from '../../feed/known-videos.ts';
import { videoOfQuery } from '../../watch/video-of-query.ts';
import { shareOf, timelineShareOf } from '../../shell/share-of.ts';

// A page is a component as well, whose methods are typed.
Component({
  data: { videoId: '', isOpen: false },

  methods: {
    onLoad(query: { v?: string; scene?: string }) {
      this.setData({ videoId: videoOfQuery(query) });
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
