import type { Box } from '../mp4/box.ts';
import { FieldReader } from '../mp4/field-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';

/** More entries than this in a table are an attack, or days of recording. */
const mostEntries = 1_000_000;

/** Reads a box that is a count and so many entries. Throws `Mp4FormatError` when they are not there, or too many. */
export function readTable<T>({ type, payload }: Box, readEntry: (fields: FieldReader) => T): T[] {
  const fields = new FieldReader(payload, 4);
  const count = fields.u32();
  if (count > mostEntries) throw new Mp4FormatError(`The table ${type} says it has ${count} entries`);
  return Array.from({ length: count }, () => readEntry(fields));
}
