import { formatClock } from '@weireel/client';
import { takeLimits } from '@weireel/contract/plain';
import { say, words } from '../../language/language.ts';
import { memory } from '../../memory.ts';
import { chooseVideo, shotSecondsIn, type VideoOrigin } from '../../publish/choose-video.ts';
import { defaultTitle } from '../../publish/default-title.ts';
import { onTakes, takeRoll, takeVideo } from '../../publish/phone-takes.ts';
import { rememberedVisibility } from '../../publish/remembered-visibility.ts';
import { shownTake, type ShownTake } from '../../publish/shown-take.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';

const stops = new WeakMap<object, () => void>();
const timers = new WeakMap<object, ReturnType<typeof setTimeout>>();

/** Seconds that are counted down before the camera opens. */
const countedSeconds = 3;
/** Less is left over than a camera takes. */
const shortestMs = 3000;

// A page is a component as well, whose methods are typed.
Component({
  data: {
    words: words(),
    takes: [] as ShownTake[], // As: it holds some later.
    // What they fill of all that there may be, in percent, and what may still be shot; empty: no more.
    ...{ percent: 0, room: '' },
    ...{ sum: '', mayAdd: true, isWanted: false, trouble: '' },
    // Seconds that are left; 0: nothing is counted.
    ...{ isTimed: false, left: 0, isChoosing: false },
  },

  methods: {
    onLoad() {
      stops.set(
        this,
        onTakes(() => this.show()),
      );
      entitle(words().takes.title);
      this.show();
    },

    onUnload() {
      stops.get(this)?.();
      this.stopCounting();
    },

    // The camera or another page covers it: nothing opens behind that.
    onHide() {
      this.stopCounting();
    },

    show() {
      const video = takeVideo();
      if (video !== null) {
        void wx.showToast({ title: words().takes.made, icon: 'none', duration: 3000 });
        void wx.redirectTo({ url: `/pages/details/details?video=${video.id}` });
        return;
      }
      const takes = takeRoll.takes();
      const totalMs = takeRoll.totalMs();
      const error = takeRoll.error();
      const roomMs = Math.max(0, takeLimits.longestMs - totalMs);
      const mayAdd = takes.length < takeLimits.count.max && roomMs >= shortestMs;
      const room = { time: formatClock(roomMs), seconds: shotSecondsIn(roomMs) };
      this.setData({
        ...listPatch('takes', this.data.takes, takes.map(shownTake)),
        sum: say('takes.sum', { n: takes.length, time: formatClock(totalMs) }),
        percent: Math.min(100, Math.round((totalMs / takeLimits.longestMs) * 100)),
        room: mayAdd ? say('takes.room', room) : '',
        ...{ mayAdd, isWanted: takeRoll.isWanted(), trouble: error === null ? '' : sentenceOf(error) },
      });
    },

    onTimed() {
      this.setData({ isTimed: !this.data.isTimed });
    },

    onShoot() {
      if (this.data.left > 0) this.stopCounting();
      else if (this.data.isTimed) this.count(countedSeconds);
      else void this.add('camera');
    },

    count(left: number) {
      this.setData({ left });
      if (left === 0) void this.add('camera');
      else
        timers.set(
          this,
          setTimeout(() => this.count(left - 1), 1000),
        );
    },

    stopCounting() {
      const timer = timers.get(this);
      if (timer !== undefined) clearTimeout(timer);
      if (this.data.left > 0) this.setData({ left: 0 });
    },

    onAlbum() {
      this.stopCounting();
      void this.add('album');
    },

    async add(origin: VideoOrigin) {
      if (this.data.isChoosing) return;
      this.setData({ isChoosing: true });
      try {
        const longestMs = takeLimits.longestMs - takeRoll.totalMs();
        const chosen = await chooseVideo({ origins: [origin], longestMs });
        if (chosen !== null) await takeRoll.add(chosen);
      } catch (error) {
        void wx.showToast({ title: words().publish.notOpened, icon: 'none', duration: 3000 });
        console.error(error);
      } finally {
        this.setData({ isChoosing: false });
      }
    },

    onDeleteLast() {
      const { act, takes } = words();
      void wx.showModal({
        ...{ title: takes.deleteTitle, confirmText: act.delete, cancelText: act.back },
        success: ({ confirm }) => {
          if (confirm) takeRoll.deleteLast();
        },
      });
    },

    onPublish() {
      this.stopCounting();
      const title = defaultTitle(words().publish.defaultTitle, new Date());
      const visibility = rememberedVisibility(memory);
      takeRoll.publish({ title, tags: [], visibility, coverTimeMs: null });
    },

    onResume() {
      takeRoll.resume();
    },
  },
});
