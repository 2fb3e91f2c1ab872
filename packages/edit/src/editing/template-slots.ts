import { isKnownItem, type EditDocument, type Item, type Track } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';
import { asTitle, wordsOf } from './titles.ts';

/** A place of a template. */
export type Slot = NonNullable<EditDocument['template']>['slots'][number];

/** What of a film others may put in: a picture, the sound of a track of its own, or words. */
export type SlotKind = 'video' | 'music' | 'text';

/** Something on the timeline that others may fill. */
export interface Fillable {
  /** The item. */
  item: Item;
  /** What goes into it. */
  kind: SlotKind;
  /** Its slot; null: it is filled by nobody. */
  slot: Slot | null;
}

/** What can be filled, in the order in which it is seen and heard. */
export function fillablesOf(document: EditDocument): Fillable[] {
  const slots = new Map((document.template?.slots ?? []).map((slot) => [slot.item, slot]));
  return document.tracks
    .flatMap((track) =>
      track.items.flatMap((item): Fillable[] => {
        const kind = kindOf(track, item);
        return kind === null ? [] : [{ item, kind, slot: slots.get(item.id) ?? null }];
      }),
    )
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.item.start - b.item.start);
}

const order: readonly SlotKind[] = ['video', 'text', 'music'];

function kindOf(track: Track, item: Item): SlotKind | null {
  if (asTitle(item) !== null) return 'text';
  if (!isKnownItem(item) || item.kind !== 'clip') return null;
  return track.kind === 'audio' ? 'music' : 'video';
}

/** What an item is called as a slot: the beginning of its words; empty: it has none. */
export function wordsToFill(item: Item): string {
  const title = asTitle(item);
  return title === null ? '' : wordsOf(title).trim().slice(0, 40);
}

/** What has others fill an item, or no more; its slot is called by its label. */
export function setSlot(
  document: EditDocument,
  { item, kind }: Fillable,
  label: string | null,
): Extract<Operation, { kind: 'setDocument' }> {
  const slots = document.template?.slots ?? [];
  const present = slots.find((slot) => slot.item === item.id);
  const others = slots.filter((slot) => slot !== present);
  const accepts: Slot['accepts'] = [kind === 'text' ? 'text' : 'video'];
  const slot = label === null ? [] : [{ ...(present ?? { id: item.id, item: item.id, accepts }), label }];
  const all =
    present === undefined
      ? [...others, ...slot]
      : slots.flatMap((each) => (each === present ? slot : [each]));
  return { kind: 'setDocument', field: 'template', value: all.length === 0 ? null : { slots: all } };
}
