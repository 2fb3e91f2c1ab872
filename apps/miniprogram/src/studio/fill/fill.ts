import { ApiError, fillMessage } from '@weireel/client';
import {
  entriesOf,
  fillingOf,
  latestStart,
  templateProblems,
  type SlotEntry,
} from '@weireel/client/projects';
import type { Material } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import type { EditDocument } from '@weireel/edit';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { oneAtATime } from '../../shell/one-at-a-time.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';
import { shownSlot, type ShownSlot } from '../shown-slot.ts';
import { studioWords } from '../studio-words.ts';

type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

/** What somebody wants in each slot, of each page, and what ends with it. */
const filled = new WeakMap<object, { entries: SlotEntry[]; stop: () => void }>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), studio: studioWords(), stage: 'loading', trouble: '', isBusy: false, id: '' },
    ...{ title: '', most: titleLength.max },
    slots: [] as ShownSlot[], // As: it holds some later.
    // What stands in the way of making a project of it.
    reasons: [] as string[], // As: it holds some later.
    // The slot for which something is chosen, what is chosen for it, and how long that has to be; empty: none.
    ...{ chosen: '', bin: '', least: 0 },
  },

  methods: {
    onLoad({ id = '' }: Record<string, string | undefined>) {
      entitle(studioWords().slots.title);
      this.setData({ id });
      const stop = onReconnected(() => {
        if (this.data.stage === 'failed') void this.load();
      });
      filled.set(this, { entries: [], stop });
      void this.load();
    },

    onUnload() {
      filled.get(this)?.stop();
      filled.delete(this);
    },

    async load() {
      this.setData({ stage: 'loading', trouble: '' });
      try {
        const { title, document } = await api.call('project', { params: { id: this.data.id } });
        const mine = filled.get(this);
        if (mine === undefined) return;
        // As: the server keeps only documents that are valid.
        mine.entries = entriesOf(document as unknown as EditDocument);
        this.setData({ title, stage: mine.entries.length === 0 ? 'empty' : 'shown' });
        this.show();
      } catch (error) {
        this.setData({ stage: 'failed', trouble: sentenceOf(error) });
      }
    },

    show() {
      const slots = filled.get(this)?.entries.map((entry) => shownSlot(entry, studioWords())) ?? [];
      const changes = changesOf(this.data, { slots });
      if (changes !== null) this.setData(changes);
    },

    change(id: string, change: Partial<Pick<SlotEntry, 'text' | 'material' | 'fromSeconds'>>) {
      const entry = filled.get(this)?.entries.find((each) => each.id === id);
      if (entry === undefined) return;
      Object.assign(entry, change);
      this.show();
    },

    onTitle({ detail }: WechatMiniprogram.Input) {
      this.setData({ title: detail.value });
    },

    onText({
      currentTarget,
      detail,
    }: WechatMiniprogram.CustomEvent<{ value: string }, object, { id: string }>) {
      this.change(currentTarget.dataset.id, { text: detail.value });
    },

    onChoose({ currentTarget: { dataset } }: Tapped) {
      const entry = filled.get(this)?.entries.find(({ id }) => id === dataset.id);
      if (entry === undefined) return;
      this.setData({ chosen: entry.id, bin: entry.kind === 'music' ? 'music' : 'slot', least: entry.least });
    },

    onChosen({ detail }: WechatMiniprogram.CustomEvent<{ material: Material }>) {
      this.change(this.data.chosen, { material: detail.material, fromSeconds: 0 });
      this.onBinEnd();
    },

    onBinEnd() {
      this.setData({ chosen: '', bin: '' });
    },

    onKeep({ currentTarget }: Tapped) {
      this.change(currentTarget.dataset.id, { material: null, fromSeconds: 0 });
    },

    onFrom({
      currentTarget,
      detail,
    }: WechatMiniprogram.CustomEvent<{ value: number }, object, { id: string }>) {
      const { id } = currentTarget.dataset;
      const entry = filled.get(this)?.entries.find((each) => each.id === id);
      if (entry?.material == null) return;
      this.change(id, { fromSeconds: Math.min(latestStart(entry, entry.material.source), detail.value) });
    },

    /** Makes a project of it, which is edited, rendered and published as any other. */
    onMake() {
      void oneAtATime(this, async () => {
        this.setData({ reasons: [] });
        const { id, title } = this.data;
        const body = { title: title.trim(), slots: fillingOf(filled.get(this)?.entries ?? []) };
        try {
          const made = await api.call('fillProject', { params: { id }, body });
          void wx.redirectTo({ url: `/studio/edit/edit?id=${made.id}` });
        } catch (error) {
          this.setData({ reasons: [sentenceOf(error), ...this.reasonsOf(error)] });
        }
      });
    },

    reasonsOf(error: unknown): string[] {
      if (!(error instanceof ApiError)) return [];
      const labelOf = (id: string) => this.data.slots.find((slot) => slot.id === id)?.label ?? id;
      return templateProblems(error, currentLanguage(), ({ slot, text }) =>
        fillMessage(studioWords().slots.wrong, { slot: labelOf(slot), text }),
      );
    },

    onRetry() {
      void this.load();
    },
  },
});
