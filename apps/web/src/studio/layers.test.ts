import type { AssetSource, FileSource } from '@weireel/contract';
import { performTogether, ticksPerSecond as second, type EditDocument, type Operation } from '@weireel/edit';
import {
  emptyDocument,
  insertMaterial,
  insertTitle,
  isPictureName,
  ownFilesOf,
  removeItem,
  removeLost,
} from '@weireel/edit/editing';
import { EditDocument as schema } from '@weireel/edit/schema';
import { findUnrendered } from '@weireel/render';
import { describe, expect, test } from 'vitest';
import { hasMoreThanDraft } from './draft-titles.ts';
import {
  asLayer,
  blends,
  changeMask,
  insertOverlay,
  insertPicture,
  maskFigures,
  masks,
  setBlend,
  setMask,
  setOpacity,
  setPlace,
  type LayerItem,
} from './layers.ts';
import { asTileable, changeTiles, gapFigures, toggleTiles } from './tiles.ts';

let count = 0;
const newId = (): string => `n${(count += 1)}`;

/** A document after edits that must all hold, and that must be rendered. */
function after(document: EditDocument, ...operations: Operation[]): EditDocument {
  const step = performTogether({ document, done: [], undone: [] }, operations);
  if (step.kind === 'refused') throw new Error(JSON.stringify(step.problems));
  expect(findUnrendered(step.history.document)).toEqual([]);
  return step.history.document;
}

const source = (assetId: string, seconds: number): AssetSource => ({
  ...{ kind: 'video', assetId, sha256: 'ab'.repeat(32), duration: seconds * second },
  ...{ widthPx: 1280, heightPx: 720, fps: { num: 25, den: 1 }, hasSound: true },
});

const film = after(
  emptyDocument(),
  ...insertMaterial(emptyDocument(), source('a', 5), { before: null, newId }),
);
const put = (document: EditDocument, seconds: number, at: number): EditDocument =>
  after(document, ...insertOverlay(document, source(`b${seconds}`, seconds), { at: at * second, newId }));

function topOf({ tracks }: EditDocument): LayerItem {
  const layer = asLayer(tracks[1]?.items[0]);
  if (layer === null) throw new Error('there is no layer');
  return layer;
}

describe('layers over the film', () => {
  test('one is put at the playhead below all titles, ends with the film, and goes with its track', () => {
    expect(insertOverlay(emptyDocument(), source('b', 1), { at: 0, newId })).toEqual([]);
    const titled = after(film, ...insertTitle(film, { at: 0, words: 'Hello', newId }));
    const laid = put(put(put(titled, 2, 1), 1, 3), 9, 4);
    expect(laid.tracks.map(({ items }) => items.map(({ kind, start }) => [kind, start / second]))).toEqual([
      [['clip', 0]],
      [
        ['clip', 1],
        ['clip', 3],
      ],
      [['clip', 0]],
      [['text', 0]],
    ]);
    expect(hasMoreThanDraft(film)).toBe(false);
    expect(hasMoreThanDraft(put(film, 2, 1))).toBe(true);
    const one = put(film, 2, 1);
    expect(after(one, ...removeItem(one, topOf(one).id))).toEqual(film);
  });

  test('all ways of blending and all masks are offered, and each is rendered', () => {
    const { anyOf } = schema.properties.tracks.items.properties.items.items;
    const clip = JSON.parse(JSON.stringify(anyOf[0])) as {
      properties: {
        blend: { enum: string[] };
        mask: { properties: { kind: { anyOf: { const: string }[] } } };
      };
    }; // as: a schema is plain data
    const { blend, mask } = clip.properties;
    expect(blends.toSorted()).toEqual(blend.enum.toSorted());
    const kinds = mask.properties.kind.anyOf.map((each) => each.const);
    expect([...masks, 'path'].toSorted()).toEqual(kinds.toSorted());
    let edited = put(film, 2, 1);
    for (const each of blends) {
      edited = after(edited, setBlend(topOf(edited), each));
      expect(topOf(edited).blend ?? 'normal').toBe(each);
    }
    for (const kind of masks) {
      edited = after(edited, setMask(topOf(edited), kind));
      for (const { name, max } of maskFigures(kind))
        edited = after(edited, changeMask(topOf(edited), { [name]: max }));
      expect(topOf(edited).mask).toMatchObject({ kind, feather: 0.5 });
    }
    edited = after(edited, changeMask(topOf(edited), { inverted: true }));
    edited = after(edited, setMask(topOf(edited), 'ellipse'));
    expect(topOf(edited).mask).toEqual({
      ...{ kind: 'ellipse', width: 0.6, height: 0.6, feather: 0.5, inverted: true },
    });
    expect(topOf(after(edited, setMask(topOf(edited), null)))).not.toHaveProperty('mask');
  });

  test('place and opacity are set one by one, and what is usual is not kept', () => {
    let edited = put(film, 2, 1);
    edited = after(edited, setPlace(topOf(edited), { rotate: 20 }));
    edited = after(edited, setPlace(topOf(edited), { x: 0.2 }), setOpacity(topOf(edited), 0.5));
    expect(topOf(edited)).toMatchObject({
      ...{ opacity: 0.5, transform: { x: 0.2, rotate: 20, scaleX: 0.5, scaleY: 0.5 } },
    });
    expect(topOf(after(edited, setOpacity(topOf(edited), 1)))).not.toHaveProperty('opacity');
  });
});

describe('pictures of one’s own', () => {
  const picture = (assetId: string): Extract<FileSource, { kind: 'image' }> => ({
    ...{ kind: 'image', assetId, sha256: 'cd'.repeat(32), name: 'Half.png', widthPx: 200, heightPx: 100 },
  });
  const lay = (document: EditDocument, assetId: string, at: number): EditDocument =>
    after(document, ...insertPicture(document, picture(assetId), { at: at * second, newId }));

  test('are told from videos by their names', () => {
    const names = [
      'a.PNG',
      'b.jpeg',
      'c.jpg',
      'd.webp',
      'e.gif',
      'png',
      'f.mp4',
      'g.gif.mp4',
      'h.svg',
      'i.json',
      'j.apng',
      '',
    ];
    expect(names.filter(isPictureName)).toEqual([
      'a.PNG',
      'b.jpeg',
      'c.jpg',
      'd.webp',
      'e.gif',
      'i.json',
      'j.apng',
    ]);
  });

  test('lie over the film for some seconds, each noted once in the document', () => {
    expect(insertPicture(emptyDocument(), picture('p'), { at: 0, newId })).toEqual([]);
    const laid = lay(lay(film, 'p', 1), 'p', 4);
    const over = laid.tracks.slice(1).flatMap(({ items }) => items);
    // The second overlaps the first, and ends with the film of five seconds.
    expect(over.map(({ kind, start, duration }) => [kind, start / second, duration / second])).toEqual([
      ['sticker', 1, 3],
      ['sticker', 2, 3],
    ]);
    expect(ownFilesOf(laid)).toEqual(['p']);
    expect(ownFilesOf(film)).toEqual([]);
  });

  test('are tiled over the whole picture as a watermark, and stand alone again', () => {
    let edited = lay(film, 'mark', 0);
    edited = after(edited, setMask(topOf(edited), 'ellipse'), setOpacity(topOf(edited), 0.5));
    const mark = () => {
      const tileable = asTileable(topOf(edited));
      if (tileable === null) throw new Error('this cannot be tiled');
      return tileable;
    };
    edited = after(edited, ...toggleTiles(mark()));
    expect(mark()).toMatchObject({ tiles: { staggered: true }, opacity: 0.5, transform: { rotate: -30 } });
    expect(mark()).not.toHaveProperty('mask');
    for (const { name, max } of gapFigures) edited = after(edited, changeTiles(mark(), { [name]: max }));
    expect(mark().tiles).toEqual({ gapX: 1, gapY: 1, staggered: true });
    edited = after(edited, ...toggleTiles(mark()));
    expect(mark()).not.toHaveProperty('tiles');
    expect(asTileable({ kind: 'shape', id: 's', start: 0, duration: 1, shape: 'star', width: 1, height: 1 })).toBeNull(); // prettier-ignore
  });

  test('that were deleted can be taken away, and nothing else goes with them', () => {
    const laid = lay(lay(film, 'gone', 0), 'kept', 2);
    expect(removeLost(laid, () => true)).toEqual([]);
    const left = after(laid, ...removeLost(laid, (id, isPicture) => !isPicture || id !== 'gone'));
    expect(ownFilesOf(left)).toEqual(['kept']);
    expect(left.tracks.flatMap(({ items }) => items.map(({ kind }) => kind))).toEqual(['clip', 'sticker']);
  });
});
