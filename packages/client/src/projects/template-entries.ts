import type { AssetSource, Filling, Material } from '@weireel/contract';
import { isKnownItem, sourceAt, ticksPerSecond, type EditDocument } from '@weireel/edit';
import { fillablesOf, wordsToFill, type SlotKind } from '@weireel/edit/editing';

/** A slot of a template, and what somebody wants in it. */
export interface SlotEntry {
  /** Its id. */
  id: string;
  /** What goes into it. */
  kind: SlotKind;
  /** What it is called. */
  label: string;
  /** How much of a source it plays, in ticks; 0: words. */
  least: number;
  /** Most characters of its words. */
  maxCharacters: number;
  /** The words that it has in the template. */
  present: string;
  /** Words to put in; empty: those that it has. */
  text: string;
  /** What is to be played; null: what the template has. */
  material: Material | null;
  /** Where in that to begin. */
  fromSeconds: number;
}

/** The slots of a template, each with nothing in it as yet. */
export function entriesOf(document: EditDocument): SlotEntry[] {
  return fillablesOf(document).flatMap(({ item, kind, slot }) =>
    slot === null
      ? []
      : [
          {
            ...{ id: slot.id, kind, label: slot.label ?? slot.id, text: '', material: null, fromSeconds: 0 },
            least: Math.max(slot.minDuration ?? 0, playedOf(item)),
            maxCharacters: slot.maxCharacters ?? 5000,
            present: wordsToFill(item),
          },
        ],
  );
}

function playedOf(item: ReturnType<typeof fillablesOf>[number]['item']): number {
  if (!isKnownItem(item) || item.kind !== 'clip') return 0;
  return Math.abs(sourceAt(item, item.duration) - sourceAt(item, 0));
}

/** What was put in, as the server takes it. */
export function fillingOf(entries: readonly SlotEntry[]): Filling['slots'] {
  const slots: Filling['slots'] = {};
  for (const { id, kind, text, material, fromSeconds } of entries) {
    if (kind === 'text' && text.trim() !== '') slots[id] = { text: text.trim() };
    if (kind !== 'text' && material !== null)
      slots[id] = { assetId: material.source.assetId, fromMs: Math.max(0, Math.round(fromSeconds * 1000)) };
  }
  return slots;
}

/** Where in a source one can begin at the latest, in seconds of tenths, so that all of a slot is filled; 0: at its beginning. */
export const latestStart = (entry: Pick<SlotEntry, 'least'>, source: AssetSource): number =>
  Math.max(0, Math.floor(((source.duration - entry.least) / ticksPerSecond) * 10) / 10);

/** How many seconds a source must have, in tenths. */
export const secondsNeeded = ({ least }: Pick<SlotEntry, 'least'>): number =>
  Math.ceil((least / ticksPerSecond) * 10) / 10;

/** Whether a source is long enough for a slot, and is heard where a sound is wanted. */
export const fitsSlot = ({ kind, least }: Pick<SlotEntry, 'kind' | 'least'>, source: AssetSource): boolean =>
  source.duration >= least && (source.hasSound || kind !== 'music');
