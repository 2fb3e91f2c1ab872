import { fillMessage } from '@weireel/client';
import { ticksOfSeconds, ticksPerSecond } from '@weireel/edit';
import {
  familyOf,
  kindsOf,
  lengthOf,
  longestAt,
  putEverywhere,
  putTransition,
  removeEverywhere,
  sameWay,
  transitionGroups,
  usualSeconds,
  type Cut,
} from '@weireel/edit/editing';
import type { StudioWords } from '../words-zh-cn.ts';
import { button, figure, note, pills, type Panel, type PanelContext } from './row.ts';
import { secondsOf } from './times.ts';

const families = Object.values(transitionGroups).flat();
/** The length is set by twentieths of a second. */
const perSecond = 20;

/** A word of a table, or what it is a word for, where the table does not have it. */
const named = (names: object, key: string): string => {
  const found: unknown = Object.entries(names).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : key;
};

/** What a transition is called; null: what is said where there is none. */
export function transitionName(kind: string | null, words: StudioWords): string {
  if (kind === null) return words.panel.none;
  const family = familyOf(kind);
  if (family === null) return kind;
  const variant = kind.slice(family.name.length + 1);
  const name = named(words.transition, family.name);
  return variant === '' ? name : `${name} · ${named(words.variant, variant)}`;
}

function put({ editing }: PanelContext, cut: Cut, kind: string, duration: number): void {
  const newId = editing.newId();
  if (editing.edit(...putTransition(editing.document(), cut, { kind, duration, newId })))
    editing.seek(cut.to.start);
}

/** How one clip becomes the next. */
export const transitionPanel: Panel = {
  heading: ({ tool }) => tool.transition,
  rows({ editing, words }) {
    const cut = editing.selectedCut();
    if (cut === null) return [];
    const { panel } = words;
    const most = longestAt(editing.document(), cut);
    if (most === 0) return [note('noRoom', panel.noRoom)];
    const kind = cut.transition?.kind ?? null;
    const family = kind === null ? null : familyOf(kind);
    const options = [
      { value: '', name: panel.none, isOn: kind === null },
      ...families.map(({ name }) => ({
        ...{ value: name, name: named(words.transition, name), isOn: family?.name === name },
      })),
    ];
    const rows = [pills('kind', panel.kind, options)];
    if (cut.transition === null || kind === null) return rows;
    const kinds = family === null ? [] : kindsOf(family);
    if (kinds.length > 1) {
      const ways = kinds.map((value) => ({
        ...{ value, isOn: value === kind, name: named(words.variant, value.slice(value.indexOf('-') + 1)) },
      }));
      rows.push(pills('direction', panel.direction, ways));
    }
    const length = lengthOf(cut.transition);
    const of = (ticks: number) => Math.floor((ticks * perSecond) / ticksPerSecond);
    const text = fillMessage(panel.seconds, { n: secondsOf(length) });
    return [
      ...rows,
      figure('length', panel.lengthOf, { min: 1, max: Math.max(1, of(most)), number: of(length), text }),
      button('everywhere', panel.everywhere),
    ];
  },
  deeds: {
    kind(context, given) {
      const { editing } = context;
      const cut = editing.selectedCut();
      if (cut === null) return;
      const { transition } = cut;
      if (given === '') {
        if (transition !== null) editing.edit({ kind: 'removeTransition', transition: transition.id });
        return;
      }
      const duration = transition === null ? ticksOfSeconds(usualSeconds) : lengthOf(transition);
      put(context, cut, sameWay(String(given), transition?.kind ?? ''), duration);
    },
    direction(context, given) {
      const cut = context.editing.selectedCut();
      if (cut?.transition != null) put(context, cut, String(given), lengthOf(cut.transition));
    },
    length(context, given) {
      const cut = context.editing.selectedCut();
      if (cut?.transition == null) return;
      put(context, cut, cut.transition.kind, ticksOfSeconds(Number(given) / perSecond));
    },
    everywhere({ editing }) {
      const cut = editing.selectedCut();
      if (cut?.transition == null) return;
      const { kind } = cut.transition;
      const wish = { kind, duration: lengthOf(cut.transition), newId: editing.newId };
      const put = putEverywhere(editing.document(), cut.track, wish);
      editing.edit(...(put.length === 0 ? removeEverywhere(cut.track) : put));
    },
  },
};
