import { describe, expect, it } from 'vitest';
import type { EditDocument, Item } from '../edit-document.ts';
import { checkDocument } from '../validation/check-document.ts';
import { pictureContent } from './content.ts';
import { mezzaninesOf, wholeSource } from './mezzanine.ts';
import { segmentsOf } from './segments.ts';

const second = 705_600_000;
const fps = { num: 30, den: 1 };
const source = {
  ...{ kind: 'video' as const, assetId: 'a'.repeat(16), sha256: 'a'.repeat(64), fps }, // as: literal
  ...{ widthPx: 1080, heightPx: 1920, hasSound: true, duration: 4.5 * second },
};
const canvas = { widthPx: 720, heightPx: 1280 };
const format = { ...canvas, fps, fit: 'contain' } as const;

function documentOf(change: object = {}, assets: EditDocument['assets'] = { film: source }): EditDocument {
  const clip = { id: 'c', kind: 'clip', asset: 'film', start: 0, duration: 2 * second, sourceIn: second };
  const items = [{ ...clip, ...change } as Item]; // as: what a test changes is a field of it
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {}, assets },
    tracks: [{ id: 'main', kind: 'visual', items, transitions: [] }],
  };
}

describe('mezzanines', () => {
  it('are wanted of sources that are shown as they are, once for each way of laying them', () => {
    const document = documentOf();
    expect(mezzaninesOf(document)).toEqual([{ assetId: source.assetId, sha256: source.sha256, format }]);
    const [track] = document.tracks;
    const twice = (fit?: string) => ({
      ...document,
      tracks: track
        ? [track, { ...track, id: 'over', items: documentOf({ fit }).tracks[0]?.items ?? [] }]
        : [],
    });
    expect(mezzaninesOf(twice())).toHaveLength(1);
    expect(mezzaninesOf(twice('cover')).map((wanted) => wanted.format.fit)).toEqual(['contain', 'cover']);
  });

  it.each([
    ['is not seen', documentOf({ disabled: true })],
    ['is changed', documentOf({ effects: [{ kind: 'blur', version: 1, params: { radius: 0.1 } }] })],
    ['runs at another speed', documentOf({ retime: { kind: 'freeze' } })],
    ['is placed', documentOf({ transform: { x: 0.2 } })],
    ['is laid pixel by pixel', documentOf({ fit: 'none' })],
    ['has another rate', documentOf({}, { film: { ...source, fps: { num: 25, den: 1 } } })],
    ['is very long', documentOf({}, { film: { ...source, duration: 3600 * second } })],
  ])('are not wanted of what %s', (_, document) => {
    expect(mezzaninesOf(document)).toEqual([]);
  });

  it('have the very segments that a film has of the same seconds', () => {
    const whole = wholeSource(source, format);
    expect(checkDocument(whole).problems).toEqual([]);
    expect(segmentsOf(whole).map(({ from, to }) => to - from)).toEqual([30, 30, 30, 30, 15]);
    const contents = (document: EditDocument) =>
      segmentsOf(document).map((segment) => pictureContent(document, segment));
    const all = contents(whole);
    const film = contents(documentOf({ sourceIn: 0.5 * second, duration: 3 * second }));
    expect(film.map((content) => all.includes(content))).toEqual([false, true, true, false]);
  });
});
