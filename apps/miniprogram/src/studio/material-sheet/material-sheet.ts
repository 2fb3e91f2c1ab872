import { createPageList, formatClock, type PageList, type PageListState } from '@weireel/client';
import type { Material } from '@weireel/contract';
import { ticksPerSecond } from '@weireel/edit';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { words } from '../../language/language.ts';
import { absoluteUrl } from '../../server-url.ts';
import { studioWords } from '../studio-words.ts';
import { showList } from '../../shell/show-list.ts';

/** A video that may be used, as the sheet shows it. */
type Tile = ReturnType<typeof tileOf>;

/** What the sheet keeps beside its data: it is not for the view. */
interface Parts {
  list: PageList<Material>;
  timer: ReturnType<typeof setTimeout> | undefined;
  stop: () => void;
}

/** Who types is waited for so long. */
const restMs = 300;
const parts = new WeakMap<object, Parts>();

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
      const mine = parts.get(this);
      if (mine?.timer !== undefined) clearTimeout(mine.timer);
      mine?.stop();
      parts.delete(this);
    },
  },

  methods: {
    restart() {
      parts.get(this)?.stop();
      const { query } = this.data;
      const list = createPageList<Material>({
        fetchPage: (cursor) =>
          api.call('materials', {
            query: { ...(cursor !== null && { cursor }), ...(query !== '' && { q: query }) },
          }),
        keyOf: ({ source }) => source.assetId,
        onChange: (state) => {
          if (parts.get(this)?.list === list) this.show(state);
        },
      });
      parts.set(this, { list, timer: undefined, stop: onReconnected(list.reconnected) });
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
      const mine = parts.get(this);
      if (mine === undefined) return;
      if (mine.timer !== undefined) clearTimeout(mine.timer);
      this.setData({ query: detail.value.trim() });
      mine.timer = setTimeout(() => this.restart(), restMs);
    },

    onEnd() {
      void parts.get(this)?.list.loadMore();
    },

    onRetry() {
      void parts.get(this)?.list.begin();
    },

    onUpload() {
      this.triggerEvent('upload');
    },

    onChoose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const items = parts.get(this)?.list.state().items ?? [];
      const material = items.find(({ source }) => source.assetId === id);
      if (material !== undefined) this.triggerEvent('choose', { material });
    },
  },
});
