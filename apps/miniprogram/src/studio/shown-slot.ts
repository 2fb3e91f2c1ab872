import { fillMessage } from '@weireel/client';
import { latestStart, secondsNeeded, type SlotEntry } from '@weireel/client/projects';
import type { StudioWords } from './words-zh-cn.ts';

/** A slot of a template as a view shows it. */
export type ShownSlot = ReturnType<typeof shownSlot>;

/** Puts a slot, and what somebody wants in it, into what a view shows. */
export function shownSlot(entry: SlotEntry, { slots: said }: StudioWords) {
  const { id, kind, label, text, present, maxCharacters, material, fromSeconds } = entry;
  return {
    ...{ id, label, text, isText: kind === 'text', hint: present === '' ? said.keep : present },
    most: maxCharacters,
    needs: fillMessage(said.needs, { n: secondsNeeded(entry) }),
    chosen: material === null ? said.keep : fillMessage(said.chosen, { title: material.title }),
    isChosen: material !== null,
    choose: kind === 'music' ? said.chooseMusic : said.choose,
    // Where in what was chosen it begins; 0 at the latest: nothing is to be said about it.
    from: fillMessage(said.from, { n: fromSeconds.toFixed(1) }),
    fromSeconds,
    latest: material === null ? 0 : latestStart(entry, material.source),
  };
}
