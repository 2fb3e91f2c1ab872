import { fillMessage } from '@weireel/client';
import { endOf, durationOf, exactFrameTicks, ticksPerSecond } from '@weireel/edit';
import {
  asCaption,
  asTitle,
  captionLinesOf,
  captionWordsOf,
  findItem,
  insertCaption,
  insertTitle,
  placeTitle,
  removeItem,
  setCaptionWords,
  setTitleLook,
  setWords,
  thirds,
  titleLookOf,
  titleSizes,
  wordsOf,
} from '@weireel/edit/editing';
import type { ProjectEditing } from '../project-editing.ts';
import {
  button,
  figure,
  mainButton,
  note,
  optionsOf,
  pills,
  toggle,
  written,
  type Panel,
  type PanelContext,
} from './row.ts';
import { tenthsOf } from './times.ts';

/** Colours that are offered; others come from the web editor. */
const colours = {
  ...{ white: '#ffffff', black: '#000000', yellow: '#ffd83d' },
  ...{ red: '#ff5a3c', blue: '#4aa3ff', green: '#5fd08f' },
} as const;

/** What lies behind words; lengths are shares of the canvas’s height. */
const usualBox = { colour: '#000000a6', padding: 0.012, radius: 0.012 } as const;
const perSecond = 10;

const titleOf = (editing: ProjectEditing) => asTitle(editing.selected()?.item);

/** Puts words over the film where it stands, and selects them. */
export function addTitle({ editing, words }: PanelContext): boolean {
  const { newTitle } = words.panel;
  const wish = { at: editing.playhead(), words: newTitle, newId: editing.newId };
  const operations = insertTitle(editing.document(), wish);
  const inserted = operations.find((operation) => operation.kind === 'insert');
  if (inserted === undefined || !editing.edit(...operations)) return false;
  editing.select(inserted.item.id);
  return true;
}

function thirdOf(y: number): string | null {
  return Object.entries(thirds).find(([, at]) => at === y)?.[0] ?? null;
}

/** Words on the picture. */
export const titlePanel: Panel = {
  heading: ({ tool }) => tool.text,
  rows({ editing, words: { panel } }) {
    const title = titleOf(editing);
    if (title === null) return [];
    const document = editing.document();
    const look = titleLookOf(document, title);
    const { y = 0.5 } = title.transform ?? {};
    const colour = Object.entries(colours).find(([, value]) => value === (look.colour ?? '#ffffff'))?.[0];
    const of = (ticks: number) => Math.round((ticks * perSecond) / ticksPerSecond);
    const end = durationOf(document);
    return [
      written('words', panel.words, wordsOf(title)),
      pills('place', panel.place, optionsOf(panel.places, typeof y === 'number' ? thirdOf(y) : null)),
      pills('colour', panel.colour, optionsOf(panel.colours, colour ?? null)),
      figure('size', panel.size, { ...titleSizes, number: look.size ?? 0.05, text: '' }),
      toggle('box', panel.box, look.box !== undefined),
      figure('from', panel.from, {
        ...{ min: 0, max: of(end - title.duration), number: of(title.start), text: tenthsOf(title.start) },
      }),
      figure('length', panel.lengthOf, {
        ...{ min: 2, max: of(end - title.start), number: of(title.duration) },
        text: tenthsOf(title.duration),
      }),
      button('delete', panel.deleteTitle),
    ];
  },
  deeds: {
    words({ editing }, given) {
      const title = titleOf(editing);
      // A title without words would be nowhere to be seen: it keeps those it has until there are others.
      if (title !== null && String(given).trim() !== '') editing.edit(setWords(title, String(given)));
    },
    place({ editing }, given) {
      const title = titleOf(editing);
      const y = Object.entries(thirds).find(([name]) => name === given)?.[1];
      if (title !== null && y !== undefined) editing.edit(placeTitle(title, { x: 0.5, y }));
    },
    colour({ editing }, given) {
      const title = titleOf(editing);
      const colour = Object.entries(colours).find(([name]) => name === given)?.[1];
      if (title !== null && colour !== undefined) editing.edit(setTitleLook(title, { colour }));
    },
    size({ editing }, given) {
      const title = titleOf(editing);
      if (title !== null) editing.edit(setTitleLook(title, { size: Number(given) }));
    },
    box({ editing }) {
      const title = titleOf(editing);
      if (title === null) return;
      const isOn = titleLookOf(editing.document(), title).box !== undefined;
      editing.edit(setTitleLook(title, { box: isOn ? undefined : usualBox }));
    },
    from({ editing }, given) {
      const title = titleOf(editing);
      if (title === null) return;
      const start = wholeFrames(editing, Number(given));
      if (editing.edit({ kind: 'move', item: title.id, start })) editing.seek(start);
    },
    length({ editing }, given) {
      const title = titleOf(editing);
      if (title === null) return;
      const by = wholeFrames(editing, Number(given)) - title.duration;
      if (by !== 0) editing.edit({ kind: 'trimOut', item: title.id, by });
    },
    delete: ({ editing }) => void editing.removeSelected(),
  },
};

/** Tenths of a second as ticks of whole frames. */
function wholeFrames(editing: ProjectEditing, tenths: number): number {
  const frame = exactFrameTicks(editing.document().fps);
  return Math.round((tenths * ticksPerSecond) / perSecond / frame) * frame;
}

/** What is spoken, line by line. */
export const captionsPanel: Panel = {
  heading: ({ tool }) => tool.captions,
  rows({ editing, words: { panel } }) {
    const document = editing.document();
    if (durationOf(document) === 0) return [note('empty', panel.needsFilm)];
    const at = editing.playhead();
    const lines = captionLinesOf(document);
    const isTaken = lines.some((line) => line.start <= at && at < endOf(line));
    return [
      isTaken
        ? note('full', panel.captionFull)
        : mainButton('add', fillMessage(panel.newCaption, { time: tenthsOf(at) })),
      ...lines.flatMap((line) => {
        const [from, to] = [tenthsOf(line.start), tenthsOf(endOf(line))];
        const label = fillMessage(panel.captionTime, { from, to });
        return [
          written('line', label, captionWordsOf(line), line.id),
          button('delete', panel.deleteLine, line.id),
        ];
      }),
    ];
  },
  deeds: {
    add({ editing, words }) {
      const wish = { at: editing.playhead(), text: words.panel.captionHint, newId: editing.newId };
      editing.edit(...insertCaption(editing.document(), wish));
    },
    line({ editing }, given, target) {
      const line = asCaption(findItem(editing.document(), target)?.item);
      if (line !== null && String(given).trim() !== '') editing.edit(setCaptionWords(line, String(given)));
    },
    delete({ editing }, _given, target) {
      editing.edit(...removeItem(editing.document(), target));
    },
  },
};
