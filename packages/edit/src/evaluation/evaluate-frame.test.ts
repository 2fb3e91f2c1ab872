import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditDocument, durationOf, endOf } from '../edit-document.ts';
import { anyDocument } from '../testing/any-document.ts';
import { dressedDocument, emptyDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { exactFrameTicks } from '../time/ticks.ts';
import { checkDocument } from '../validation/check-document.ts';
import { evaluateFrame, frameCount } from './evaluate-frame.ts';

const framesPerSecond = 30;

/** What the dressed document shows after so many seconds. */
function layersAt(second: number, document: EditDocument = dressedDocument()) {
  return evaluateFrame(document, Math.round(second * framesPerSecond)).layers;
}

const named = (document: EditDocument, frame: number) =>
  evaluateFrame(document, frame).layers.map((layer) =>
    layer.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : layer.kind,
  );

describe('evaluating a frame', () => {
  it('is tried on documents that are valid', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(checkDocument(document).problems).toEqual([]);
      }),
      { seed: 1 },
    );
  });

  it('shows each item from its start up to its end, without gap and overlap (EVL-1)', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const length = exactFrameTicks(document.fps);
        const plain = {
          ...document,
          tracks: document.tracks.map((track) => ({ ...track, transitions: [] })),
        };
        for (const track of plain.tracks.filter(({ kind }) => kind === 'visual')) {
          // A clip that is wholly transparent is no layer, so all are made opaque.
          const items = track.items.map((item) => ({ ...item, opacity: 1 }));
          const alone = { ...plain, tracks: [{ ...track, items }] } as EditDocument; // as: opacity is lawful on all of these
          const shown = Array.from(
            { length: frameCount(alone) },
            (_, frame) => evaluateFrame(alone, frame).layers.length,
          );
          const covered = items.reduce((sum, { duration }) => sum + duration / length, 0);
          expect(shown.reduce((sum, count) => sum + count, 0)).toBe(covered);
          expect(Math.max(...shown)).toBe(1);
          for (const item of items) {
            expect(evaluateFrame(alone, item.start / length).layers).toHaveLength(1);
            expect(evaluateFrame(alone, endOf(item) / length - 1).layers).toHaveLength(1);
          }
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('counts as many frames as the timeline needs, also for sound that ends within one (EVL-1)', () => {
    const document = dressedDocument();
    expect(frameCount(document)).toBe(12 * framesPerSecond);
    expect(frameCount(setAt(document, 'tracks.4.items.0.duration', seconds(12) + 1))).toBe(
      12 * framesPerSecond + 1,
    );
    expect(frameCount(emptyDocument())).toBe(0);
    expect(durationOf(document)).toBe(seconds(12));
  });

  it('keeps time over five minutes of 29.97 frames with 500 cuts (EVL-2, GOAL-56)', () => {
    const fps = { num: 30_000, den: 1001 };
    const length = exactFrameTicks(fps);
    const empty = emptyDocument();
    const film = { ...empty.assets.film, kind: 'video' as const, fps, duration: length * 9000 }; // as: literal
    const items = Array.from({ length: 500 }, (_, index) => ({
      ...{ id: `c${index}`, kind: 'clip' as const, asset: 'film' }, // as: literal
      ...{ start: index * 18 * length, duration: 18 * length, sourceIn: (499 - index) * 18 * length },
    }));
    const document: EditDocument = {
      ...empty,
      fps,
      ...{ assets: { film }, styles: {} },
      tracks: [{ id: 't', kind: 'visual', items, transitions: [] }],
    };
    expect(checkDocument(document).problems).toEqual([]);
    for (let frame = 0; frame < 9000; frame += 1) {
      const cut = Math.floor(frame / 18);
      expect(named(document, frame)).toEqual([(499 - cut) * 18 + (frame % 18)]);
    }
  });

  it('lays layers bottom to top, with what lies over all below (EVL-6)', () => {
    const kinds = (second: number, document?: EditDocument) =>
      layersAt(second, document).map((layer) => (layer.kind === 'layer' ? layer.content.kind : layer.kind));
    expect(kinds(1)).toEqual(['video', 'text', 'caption']);
    expect(kinds(4)).toEqual(['transition']);
    expect(kinds(6.5)).toEqual(['video', 'sticker', 'adjustment']);
    expect(kinds(9.5)).toEqual(['shape']);
    expect(kinds(11)).toEqual(['image']);
    expect(kinds(1, setAt(dressedDocument(), 'tracks.1.hidden', true))).toEqual(['video', 'caption']);
    expect(kinds(1, setAt(dressedDocument(), 'tracks.1.items.0.disabled', true))).toEqual([
      'video',
      'caption',
    ]);
    expect(kinds(1, setAt(dressedDocument(), 'tracks.1.items.0.kind', 'hologram'))).toEqual([
      'video',
      'caption',
    ]);
    expect(kinds(1, setAt(dressedDocument(), 'tracks.1.items.0.opacity', 0))).toEqual(['video', 'caption']);
  });

  it('leaves out effects that change nothing (EVL-6)', () => {
    const effects = (change: [path: string, value: unknown]) => {
      const [layer] = layersAt(1, setAt(dressedDocument(), ...change));
      return layer?.kind === 'layer' ? layer.effects : [];
    };
    const at = 'tracks.0.items.0.effects';
    const [colour, lut] = effects(['meta.title', 'x']);
    expect(colour).toMatchObject({ kind: 'colour', params: { contrast: 20, saturation: -10, exposure: 0 } });
    expect(lut).toEqual({ kind: 'lut', version: 1, params: { lut: '0'.repeat(64), strength: 60 } });
    expect(effects([`${at}.1.params.strength`, 0])).toEqual([colour]);
    expect(effects([`${at}.0.params`, { contrast: 0 }])).toEqual([lut]);
    expect(effects([`${at}.0.disabled`, true])).toEqual([lut]);
    expect(effects([`${at}.0.kind`, 'halo'])).toEqual([lut]);
    // An adjustment that begins with no blur is there from the second frame on.
    expect(layersAt(6).map(({ kind }) => kind)).not.toContain('adjustment');
  });

  it('runs transitions evenly, beyond the edges of both items (EVL-7)', () => {
    const shown = Array.from({ length: 30 }, (_, index) => layersAt(3.5 + index / framesPerSecond)[0]);
    expect(shown.map((layer) => (layer?.kind === 'transition' ? layer.progress : null))).toEqual(
      Array.from({ length: 30 }, (_, index) => index / 30),
    );
    const sources = shown.map((layer) => {
      if (layer?.kind !== 'transition') return null;
      const { from, to } = layer;
      return [from, to].map((each) => (each?.content.kind === 'video' ? each.content.frame : null));
    });
    // The first goes on, 2 s + 3.5 s into its source; the second has begun half a second before its in point.
    expect(sources[0]).toEqual([165, 11]);
    expect(sources[29]?.[0]).toBe(194);
    expect([layersAt(3.5 - 1 / 30), layersAt(4.5)].flat().map(({ kind }) => kind)).not.toContain(
      'transition',
    );
  });

  it('changes nothing outside a transition, and nothing by one of unknown kind (EVL-7, GOAL-18)', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const length = exactFrameTicks(document.fps);
        const bare = { ...document, tracks: document.tracks.map((track) => ({ ...track, transitions: [] })) };
        const unknown = {
          ...document,
          tracks: document.tracks.map((track) => ({
            ...track,
            transitions: track.transitions.map((each) => ({ ...each, kind: 'melt' })),
          })),
        };
        for (let frame = 0; frame < frameCount(document); frame += 7) {
          expect(evaluateFrame(unknown, frame)).toEqual(evaluateFrame(bare, frame));
          const isInside = document.tracks.some(({ items, transitions }) =>
            transitions.some(({ to, before, after }) => {
              const cut = items.find(({ id }) => id === to)?.start ?? 0;
              return frame * length >= cut - before && frame * length < cut + after;
            }),
          );
          if (!isInside) expect(evaluateFrame(document, frame)).toEqual(evaluateFrame(bare, frame));
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('highlights words, loops stickers, and names fonts by their file (EVL-8, GOAL-39, GOAL-43)', () => {
    const captionAt = (second: number, highlight: string) => {
      const document = setAt(dressedDocument(), 'tracks.2.items.0.highlight', highlight);
      const caption = layersAt(second, document).find(
        (layer) => layer.kind === 'layer' && layer.content.kind === 'caption',
      );
      return caption?.kind === 'layer' && caption.content.kind === 'caption'
        ? caption.content.words.map(({ isHighlighted }) => isHighlighted)
        : null;
    };
    const times = [0.5, 1.1, 1.2, 1.7];
    const spoken = [
      [true, false],
      [false, false],
      [false, true],
      [false, false],
    ];
    expect(times.map((at) => captionAt(at, 'word'))).toEqual(spoken);
    expect(times.map((at) => captionAt(at, 'sung'))).toEqual([
      [true, false],
      [true, false],
      [true, true],
      [true, true],
    ]);
    expect(captionAt(0.6, 'none')).toEqual([false, false]);

    const stickers = [5, 5.1, 5.7, 5.8, 6.6].map((second) => {
      const sticker = layersAt(second).find(
        (each) => each.kind === 'layer' && each.content.kind === 'sticker',
      );
      return sticker?.kind === 'layer' && sticker.content.kind === 'sticker' ? sticker.content.frame : null;
    });
    expect(stickers).toEqual([0, 1, 7, 0, 0]);

    const text = layersAt(2).find((layer) => layer.kind === 'layer' && layer.content.kind === 'text');
    expect(text).toMatchObject({
      content: {
        runs: [
          { text: '你好，', look: { font: 'f'.repeat(64), size: 0.06 } },
          { look: { font: 'f'.repeat(64), weight: 700, colour: '#ffee00' } },
        ],
      },
      animation: [{ phase: 'loop', progress: 0 }],
    });
  });

  it('is a function of the document and the number, and leaves the document as it was (EVL-12)', () => {
    const document = dressedDocument();
    freeze(document);
    const count = frameCount(document);
    const inOrder = Array.from({ length: count }, (_, frame) =>
      JSON.stringify(evaluateFrame(document, frame)),
    );
    for (let frame = count - 1; frame >= 0; frame -= 13) {
      expect(JSON.stringify(evaluateFrame(dressedDocument(), frame))).toBe(inOrder[frame]);
    }
  });
});

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
