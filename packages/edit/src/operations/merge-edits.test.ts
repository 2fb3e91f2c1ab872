import { describe, expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Operation } from '../schema/operation.ts';
import { after } from '../testing/after.ts';
import { dressedDocument, seconds } from '../testing/sample-document.ts';
import { changesBetween } from './cells.ts';
import { mergeEdits } from './merge-edits.ts';

/** What comes of own edits on the dressed document, when somebody else has performed theirs first. */
function merge(theirs: Operation[], ...mine: Operation[][]) {
  const base = dressedDocument();
  const document: EditDocument = after(base, ...theirs);
  const changed = new Set(changesBetween(base, document).map(({ cell }) => cell));
  return mergeEdits(document, mine, { changed });
}

const rename = (item: string, value: string): Operation => ({ kind: 'setItem', item, field: 'name', value });

describe('edits that others did not know of', () => {
  it('hold with theirs, in places and fields of their own (OPS-15)', () => {
    const theirs: Operation[] = [{ kind: 'delete', item: 'a', ripple: true }, rename('b', 'theirs')];
    const mine: Operation[] = [{ kind: 'slip', item: 'c', by: seconds(1) }, rename('hello', 'mine')];
    const { document, kept, dropped } = merge(theirs, mine, [
      { kind: 'trimOut', item: 'b', by: -seconds(1) },
    ]);
    expect({ kept, dropped }).toEqual({ kept: [0, 1], dropped: [] });
    const expected = after(dressedDocument(), ...theirs, ...mine, {
      ...{ kind: 'trimOut', item: 'b', by: -seconds(1) },
    });
    expect(canonicalJson(document)).toBe(canonicalJson(expected));
  });

  it('are as a whole not done where they would set what others have set otherwise (OPS-15)', () => {
    const { document, kept, dropped } = merge(
      [rename('b', 'theirs')],
      [rename('a', 'mine'), rename('b', 'mine')],
      [rename('c', 'mine')],
    );
    expect(kept).toEqual([1]);
    expect(dropped).toMatchObject([
      { index: 0, problems: [{ code: 'changed_meanwhile', path: 'items.b.name' }] },
    ]);
    const expected = after(dressedDocument(), rename('b', 'theirs'), rename('c', 'mine'));
    expect(canonicalJson(document)).toBe(canonicalJson(expected));
  });

  it('hold where others have set the same, and after each other (OPS-15)', () => {
    const same: Operation = { kind: 'setDocument', field: 'fps', value: { num: 25, den: 1 } };
    expect(merge([same], [same]).kept).toEqual([0]);
    expect(merge([rename('b', 'theirs')], [rename('a', 'once')], [rename('a', 'twice')]).kept).toEqual([
      0, 1,
    ]);
  });

  it('take nothing away twice (OPS-15)', () => {
    const gone: Operation = { kind: 'delete', item: 'a', ripple: true };
    const { document, kept } = merge([gone], [gone, { kind: 'removeTransition', transition: 'ab' }]);
    expect(kept).toEqual([0]);
    expect(canonicalJson(document)).toBe(canonicalJson(after(dressedDocument(), gone)));
  });

  it.each<Operation>([
    { kind: 'move', item: 'hello', start: seconds(0.5) },
    { kind: 'setTrack', track: 'main', field: 'name', value: 'mine' },
    { kind: 'setTransition', transition: 'ab', field: 'sound', value: 'cut' },
    { kind: 'setStyle', id: 'title', style: { size: 0.1 } },
    { kind: 'setMarker', id: 'm', marker: { id: 'm', at: seconds(1) } },
    { kind: 'setDocument', field: 'canvas', value: { widthPx: 320, heightPx: 320 } },
    { kind: 'retime', item: 'a', retime: { kind: 'constant', speed: { num: 2, den: 1 } }, ripple: true },
  ])('are not done where $kind says otherwise than theirs (OPS-15)', (mine) => {
    const others: Partial<Record<Operation['kind'], Operation>> = {
      move: { kind: 'move', item: 'hello', start: seconds(0.25) },
      setTrack: { kind: 'setTrack', track: 'main', field: 'name', value: 'theirs' },
      setTransition: { kind: 'removeTransition', transition: 'ab' },
      setStyle: { kind: 'setStyle', id: 'title', style: { size: 0.2 } },
      setMarker: { kind: 'setMarker', id: 'm', marker: { id: 'm', at: seconds(2) } },
      setDocument: { kind: 'setDocument', field: 'canvas', value: { widthPx: 640, heightPx: 640 } },
      retime: {
        kind: 'retime',
        item: 'a',
        retime: { kind: 'constant', speed: { num: 3, den: 2 } },
        ripple: true,
      },
    };
    const theirs = others[mine.kind];
    expect(theirs && merge([theirs], [mine])).toMatchObject({ kept: [], dropped: [{ index: 0 }] });
  });
});
