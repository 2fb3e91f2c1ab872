import type { SlotEntry } from '@weireel/client/projects';
import type { Filling } from '@weireel/contract';

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
