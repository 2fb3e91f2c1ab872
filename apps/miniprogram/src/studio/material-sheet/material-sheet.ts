import { formatClock, type PageListState } from '@weireel/client';
import type { Material } from '@weireel/contract';
import { ticksPerSecond } from '@weireel/edit';
import { api } from '../../api/api.ts';
import { words } from '../../language/language.ts';
import { absoluteUrl } from '../../server-url.ts';
import { closeList, listMethods, listOf, openList, queryOf } from '../../shell/list-page.ts';
import { studioWords } from '../studio-words.ts';
import { showList } from '../../shell/show-list.ts';

/** A video that may be used, as the sheet shows it. */
type Tile = ReturnType<typeof tileOf>;

/** Who types is waited for so long. */
const restMs = 300;
const timers = new WeakMap<object, ReturnType<typeof setTimeout>>();

function tileOf({ source, title, playback }: Material) {
  return {
    ...{ id: source.assetId, title },
    poster: playback.posterUrl === null ? '' : absoluteUrl(playback.posterUrl),
    length: formatClock((source.duration / ticksPerSecond) * 1000),
  };
}

Component({
  // `clips` or `music`: what is chosen.
  properties: { kind: String },

  data: {
    ...{ words: words(), studio: studioWords(), heading: '', stage: 'loading', trouble: '', query: '' },
    tiles: [] as Tile[], // As: it holds some later.
  },

  lifetimes: {
    attached() {
      const { bin } = studioWords();
      this.setData({ heading: this.data.kind === 'music' ? bin.music : bin.clips });
      this.restart();
    },

    detached() {
      this.waitNoMore();
      closeList(this);
    },
  },

  methods: {
    restart() {
      const { query } = this.data;
      const list = openList<Material>(this, {
        fetchPage: (cursor) =>
          api.call('materials', { query: { ...queryOf(cursor), ...(query !== '' && { q: query }) } }),
        keyOf: ({ source }) => source.assetId,
        show: (state) => this.show(state),
      });
      void list.begin();
    },

    show(state: PageListState<Material>) {
      showList(this, 'tiles', state.items.map(tileOf), state);
    },

    stay() {
      // What lies under the sheet is not moved.
    },

    onClose() {
      this.triggerEvent('close');
    },

    onQuery({ detail }: WechatMiniprogram.Input) {
      this.waitNoMore();
      this.setData({ query: detail.value.trim() });
      timers.set(
        this,
        setTimeout(() => this.restart(), restMs),
      );
    },

    waitNoMore() {
      const timer = timers.get(this);
      if (timer !== undefined) clearTimeout(timer);
    },

    onEnd() {
      void listOf(this)?.loadMore();
    },

    onRetry: listMethods.onRetry,

    onUpload() {
      this.triggerEvent('upload');
    },

    onChoose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const items = listOf<Material>(this)?.state().items ?? [];
      const material = items.find(({ source }) => source.assetId === id);
      if (material !== undefined) this.triggerEvent('choose', { material });
    },
  },
});
