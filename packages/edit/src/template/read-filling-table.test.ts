import { describe, expect, it } from 'vitest';
import { dressedDocument } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { readCsv } from './read-csv.ts';
import { readFillingTable } from './read-filling-table.ts';

const template = setAt(dressedDocument(), 'template.slots', [
  { id: 'shot', item: 'a', accepts: ['video'] },
  { id: 'who', item: 'hello', accepts: ['text'], maxCharacters: 20 },
]);
const clip = 'abcdefgh12345678';

describe('a table of fillings', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\r\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['\ufeffa\n"x, ""y""\nz"\n\n,\n', [['a'], ['x, "y"\nz']]],
    ['a,\n"b', [['a', ''], ['b']]],
    ['', []],
  ])('reads %j as RFC 4180 says (TPL-4)', (csv, rows) => {
    expect(readCsv(csv)).toEqual(rows);
  });

  it('has a film for each line, and leaves slots of empty cells as they are (TPL-4)', () => {
    const csv = `title,who,shot\n早安,"Hi, ""you""",${clip}@1.25\n,,${clip}\n`;
    expect(readFillingTable(template, csv)).toEqual({
      problems: [],
      rows: [
        { title: '早安', slots: { who: { text: 'Hi, "you"' }, shot: { assetId: clip, fromMs: 1250 } } },
        { slots: { shot: { assetId: clip } } },
      ],
    });
  });

  it.each([
    ['who,whom\na,b', 'columns.whom', 'item_missing'],
    ['who,who\na,b', 'columns.who', 'repeated'],
    ['shot\n../../etc/passwd', 'rows.0.slots.shot', 'bad_format'],
    [`shot\n${clip}\n${clip}@-1`, 'rows.1.slots.shot', 'bad_format'],
    ['who\na,b', 'rows.0', 'too_many'],
  ])('says of %j what is wrong, and where (TPL-4)', (csv, path, code) => {
    expect(readFillingTable(template, csv).problems).toMatchObject([{ path, code }]);
  });
});
