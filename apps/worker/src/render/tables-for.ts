import { readCube, tablesOfFile, type ColourTable, type SegmentFile } from '@weireel/render';

/** The tables of colours that a file of a segment is made of, by their hashes. */
export async function tablesFor(
  file: Pick<SegmentFile, 'content'>,
  readFile: (sha256: string) => Promise<Uint8Array>,
): Promise<Map<string, ColourTable>> {
  const tables = new Map<string, ColourTable>();
  for (const sha256 of tablesOfFile(file)) {
    const table = readCube(await readFile(sha256));
    // What is kept was written by us.
    if (typeof table === 'string') throw new Error(`the table ${sha256} cannot be read: ${table}`);
    tables.set(sha256, table);
  }
  return tables;
}
