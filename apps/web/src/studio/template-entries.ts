import type { Filling, Material } from '@weireel/contract';
import { isKnownItem, sourceAt, type EditDocument } from '@weireel/edit';
import { fillablesOf, wordsToFill, type SlotKind } from './template-slots.ts';

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

/** A table with the headings of a template, and one row, to begin with. */
export function sampleTable(entries: readonly SlotEntry[]): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cells = entries.map(({ kind, present, material }) =>
    kind === 'text' ? quoted(present) : (material?.source.assetId ?? ''),
  );
  return `${['title', ...entries.map(({ id }) => id)].join(',')}\n${['1', ...cells].join(',')}\n`;
}

/** What a text of JSON or CSV asks for, as the server takes it; null: it begins like JSON and is none. */
export function readBatch(text: string): { csv: string } | { rows: Filling[] } | null {
  if (!/^\s*[[{]/.test(text)) return { csv: text };
  try {
    const value: unknown = JSON.parse(text);
    // As: the server checks what it is sent.
    if (Array.isArray(value)) return { rows: value as Filling[] };
    if (typeof value === 'object' && value !== null && 'rows' in value)
      return { rows: value.rows as Filling[] }; // as: above
    return { rows: [value as Filling] }; // as: above
  } catch {
    return null;
  }
}
