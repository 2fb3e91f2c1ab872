import type { EditDocument } from '../edit-document.ts';
import type { Slot } from '../schema/edit-document.ts';
import { type Problem, problem } from '../validation/problem.ts';
import { readCsv } from './read-csv.ts';

/** What a row of a table puts into a slot: a text, or a video of the library from a time on. */
export type TableContent =
  | {
      /** Words. */
      text: string;
    }
  | {
      /** A video of the library. */
      assetId: string;
      /** Where in it to begin, in milliseconds; absent: at its beginning. */
      fromMs?: number;
    };

/** A film of a table: one row. */
export interface TableRow {
  /** The film's title; absent: the template's. */
  title?: string;
  /** By the slot's id; a slot whose cell is empty keeps what the template has in it. */
  slots: Record<string, TableContent>;
}

/** What a table says, or what is wrong with it. */
export interface FillingTable {
  /** Its rows. */
  rows: TableRow[];
  /** Errors, at `columns.<heading>` or `rows.<index>.slots.<slot>`; none: the rows may be used. */
  problems: Problem[];
}

/** Of a cell with a video: the asset's id, and where in it to begin, in seconds. */
const videoCell = /^([0-9A-Za-z]{16})(?:@(\d{1,5}(?:\.\d{1,3})?))?$/;

/**
 * Reads what a template is to be filled with from CSV: a line of headings (`title`, and ids of slots), then a line for
 * each film. A cell of a text slot is the text; of any other, `<assetId>` or `<assetId>@<seconds>`.
 */
export function readFillingTable(document: EditDocument, csv: string): FillingTable {
  const [headings = [], ...lines] = readCsv(csv);
  const slots = new Map((document.template?.slots ?? []).map((slot) => [slot.id, slot]));
  const names = headings.map((heading) => heading.trim());
  const problems = names.flatMap((name, index) => {
    if (names.indexOf(name) !== index) return [problem('repeated', `columns.${name}`)];
    return name === 'title' || slots.has(name) ? [] : [problem('item_missing', `columns.${name}`)];
  });
  if (problems.length > 0) return { rows: [], problems };
  const rows = lines.map((cells, index): TableRow => {
    const row: TableRow = { slots: {} };
    if (cells.length > names.length) problems.push(problem('too_many', `rows.${index}`));
    for (const [column, name] of names.entries()) {
      const cell = cells[column]?.trim() ?? '';
      const slot = slots.get(name);
      if (cell === '') continue;
      if (slot === undefined) row.title = cell;
      else {
        const content = contentOf(slot, cell);
        if (content === null) problems.push(problem('bad_format', `rows.${index}.slots.${name}`));
        else row.slots[name] = content;
      }
    }
    return row;
  });
  return { rows, problems };
}

function contentOf({ accepts }: Slot, cell: string): TableContent | null {
  if (accepts.includes('text')) return { text: cell };
  const [, assetId, seconds] = videoCell.exec(cell) ?? [];
  if (assetId === undefined) return null;
  return { assetId, ...(seconds !== undefined && { fromMs: Math.round(Number(seconds) * 1000) }) };
}
