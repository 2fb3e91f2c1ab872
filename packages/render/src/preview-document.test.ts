import { evaluateFrame, segmentsOf, type EditDocument, type Item } from '@weireel/edit';
import { describe, expect, it } from 'vitest';
import { previewDocument } from './preview-document.ts';

const second = 705_600_000;

function documentOf(canvas: EditDocument['canvas'], more: object): EditDocument {
  const clip: Item = { id: 'c', kind: 'clip', start: 0, duration: second, asset: 'film', sourceIn: 0 };
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps: { num: 25, den: 1 }, styles: {} },
    assets: {
      film: {
        ...{ kind: 'video', sha256: 'a'.repeat(64), duration: 4 * second, widthPx: 640, heightPx: 360 },
        ...{ fps: { num: 25, den: 1 }, hasSound: false },
      },
    },
    tracks: [{ id: 'main', kind: 'visual', transitions: [], items: [{ ...clip, ...more }] }],
  };
}

function scaleAt(document: EditDocument, frame: number): number | null {
  const [layer] = evaluateFrame(document, frame).layers;
  return layer?.kind === 'layer' ? layer.transform.scaleX : null;
}

describe('a preview’s document', () => {
  it.each([
    [
      { widthPx: 1080, heightPx: 1920 },
      { widthPx: 360, heightPx: 640 },
    ],
    [
      { widthPx: 1920, heightPx: 1080 },
      { widthPx: 640, heightPx: 360 },
    ],
    // Sides stay even.
    [
      { widthPx: 1000, heightPx: 1778 },
      { widthPx: 360, heightPx: 640 },
    ],
  ])('of %j has the same shape and the same segments, in %j', (canvas, small) => {
    const document = documentOf(canvas, {});
    const preview = previewDocument(document);
    expect(preview.canvas).toEqual(small);
    expect(segmentsOf(preview)).toEqual(segmentsOf(document));
    expect(preview.tracks).toEqual(document.tracks);
  });

  it('is the document itself where that is small already', () => {
    const document = documentOf({ widthPx: 360, heightPx: 640 }, { fit: 'none' });
    expect(previewDocument(document)).toBe(document);
  });

  it('makes what is laid pixel by pixel as much smaller, moving or not', () => {
    const canvas = { widthPx: 1440, heightPx: 720 };
    const keys = [
      { at: 0, value: 1 },
      { at: second, value: 3 },
    ];
    const moving = documentOf(canvas, { fit: 'none', transform: { scaleX: { keys } } });
    for (const frame of [0, 12, 24])
      expect(scaleAt(previewDocument(moving), frame)).toBeCloseTo((scaleAt(moving, frame) ?? 0) / 2, 9);
    expect(scaleAt(previewDocument(documentOf(canvas, { fit: 'none' })), 0)).toBe(0.5);
    expect(scaleAt(previewDocument(documentOf(canvas, { fit: 'cover' })), 0)).toBe(1);
  });
});
