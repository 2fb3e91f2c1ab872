import { readCollection, type WholeCollection } from '@weireel/client';
import { api } from '../../api/api.ts';
import { playsOn, rememberPlayOn } from '../../collections/play-on.ts';
import { lessonsOf, type Lesson } from '../../collections/shown-collection.ts';
import { words } from '../../language/language.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openVideoInstead } from '../../shell/go.ts';

const wholes = new WeakMap<object, WholeCollection>();

Component({
  // The collection within which a video is watched; `hasEnded`: whether that has come to its end.
  properties: { collectionId: String, videoId: String, hasEnded: Boolean },

  data: {
    words: words(),
    ...{ title: '', place: '', nextId: '', nextName: '', isOpen: false, playsOn: true },
    lessons: [] as Lesson[], // As: it holds some while the sheet is open.
  },

  observers: {
    hasEnded(hasEnded: boolean) {
      if (hasEnded && this.data.playsOn && !this.data.isOpen) this.onNext();
    },
  },

  lifetimes: {
    attached() {
      this.setData({ playsOn: playsOn() });
      void this.load();
    },
  },

  methods: {
    async load() {
      try {
        const whole = await readCollection(api, this.data.collectionId);
        wholes.set(this, whole);
        this.show(whole);
      } catch {
        // The video is whole without it: it may be gone, or not for them.
      }
    },

    show(whole: WholeCollection) {
      const { collection, items } = whole;
      const at = items.findIndex(({ video }) => video.id === this.data.videoId);
      const changes = changesOf(this.data, {
        title: collection.title,
        place: at < 0 ? '' : `${at + 1} / ${items.length}`,
        nextId: (at < 0 ? undefined : items[at + 1])?.video.id ?? '',
        nextName: words().lists.next[collection.kind],
      });
      if (changes !== null) this.setData(changes);
      if (this.data.isOpen) this.setData({ lessons: lessonsOf(whole) });
    },

    onNext() {
      const { nextId, collectionId } = this.data;
      if (nextId !== '') openVideoInstead(nextId, { collectionId });
    },

    onList() {
      const whole = wholes.get(this);
      if (whole === undefined) return;
      this.setData({ isOpen: true, lessons: lessonsOf(whole) });
      // What was watched meanwhile is so here, too.
      void this.load();
    },

    onClose() {
      this.setData({ isOpen: false, lessons: [] });
    },

    stay() {
      // What lies under the sheet is not swiped.
    },

    onPlayOn({ detail }: WechatMiniprogram.SwitchChange) {
      rememberPlayOn(detail.value);
      this.setData({ playsOn: detail.value });
    },

    onLesson({ detail }: WechatMiniprogram.CustomEvent<{ videoId: string }>) {
      this.onClose();
      const { collectionId, videoId } = this.data;
      if (detail.videoId !== videoId) openVideoInstead(detail.videoId, { collectionId });
    },
  },
});
