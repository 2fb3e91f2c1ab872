/** All fonts of people's own are called the same: by what they are told apart is their hash. */
const name = 'Own';

/** What `post` says when there are no names of glyphs: version 3, and nothing else of it is used. */
const plainPost = Uint8Array.of(0, 3, 0, 0, ...Array.from({ length: 28 }, () => 0));

/** Writes a font of tables, with names that say nothing: the same tables give the same file. */
export function writeFont(magic: string, tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const all = new Map([...tables, ['post', plainPost], ['name', nameTable()]]);
  const tags = [...all.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const tableBytes = tags.map((tag) => all.get(tag) ?? new Uint8Array());
  const begin = 12 + 16 * tags.length;
  const length = tableBytes.reduce((sum, table) => sum + padded(table.length), begin);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  writeText(bytes, 0, magic);
  const power = Math.floor(Math.log2(tags.length));
  view.setUint16(4, tags.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (tags.length - 2 ** power));
  let at = begin;
  let headAt = 0;
  tags.forEach((tag, index) => {
    const table = tableBytes[index] ?? new Uint8Array();
    bytes.set(table, at);
    if (tag === 'head') {
      headAt = at;
      view.setUint32(at + 8, 0);
    }
    const record = 12 + 16 * index;
    writeText(bytes, record, tag);
    view.setUint32(record + 4, checksum(view, at, padded(table.length)));
    view.setUint32(record + 8, at);
    view.setUint32(record + 12, table.length);
    at += padded(table.length);
  });
  view.setUint32(headAt + 8, (0xb1b0afba - checksum(view, 0, length)) >>> 0);
  return bytes;
}

/** Family, style, full and PostScript name, for Windows in English. */
function nameTable(): Uint8Array {
  const texts: [id: number, text: string][] = [[1, name], [2, 'Regular'], [4, name], [6, name]]; // prettier-ignore
  const begin = 6 + 12 * texts.length;
  const length = texts.reduce((sum, [, text]) => sum + 2 * text.length, begin);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(2, texts.length);
  view.setUint16(4, begin);
  let at = begin;
  texts.forEach(([id, text], index) => {
    const record = 6 + 12 * index;
    [3, 1, 0x409, id, 2 * text.length, at - begin].forEach((value, place) =>
      view.setUint16(record + 2 * place, value),
    );
    for (const letter of text) {
      view.setUint16(at, letter.charCodeAt(0));
      at += 2;
    }
  });
  return bytes;
}

function padded(length: number): number {
  return 4 * Math.ceil(length / 4);
}

function checksum(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function writeText(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
}
