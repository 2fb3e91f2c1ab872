import { formatClock, type PageListState } from '@weireel/client';
import { fitsSlot } from '@weireel/client/projects';
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

function tileOf({ source, title, playback }: Material, fits: (source: Material['source']) => boolean) {
  return {
    isOff: !fits(source),
    ...{ id: source.assetId, title },
    poster: playback.posterUrl === null ? '' : absoluteUrl(playback.posterUrl),
    length: formatClock((source.duration / ticksPerSecond) * 1000),
  };
}

Component({
  // `clips`, `music`, or `slot`: what is chosen, or for what. `least`: how long it has to be, in ticks.
  properties: { kind: String, least: Number },

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
      const { kind, least } = this.data;
      const slot = { kind: kind === 'music' ? 'music' : 'video', least } as const; // as: kinds of slots
      const tiles = state.items.map((material) => tileOf(material, (source) => fitsSlot(slot, source)));
      showList(this, 'tiles', tiles, state);
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
      const isOff = this.data.tiles.find((tile) => tile.id === id)?.isOff === true;
      if (material !== undefined && !isOff) this.triggerEvent('choose', { material });
    },
  },
});
