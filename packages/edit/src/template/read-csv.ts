/**
 * The rows of a CSV text (RFC 4180) with their fields; rows without any are left out. Lines end with or without a
 * carriage return; a quoted field may hold commas, line breaks, and quotes written twice. A byte order mark is passed
 * over, and a quote that is never closed takes all to the end.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const endField = (): void => {
    row.push(field);
    field = '';
  };
  const endRow = (): void => {
    endField();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') {
      const isDoubled = isQuoted && text[at + 1] === '"';
      if (isDoubled) {
        field += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (isQuoted) field += character;
    else if (character === ',') endField();
    else if (character === '\n') endRow();
    else if (character !== '\r') field += character;
  }
  endRow();
  return rows;
}
