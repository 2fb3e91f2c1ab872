import { describe, expect, it } from 'vitest';
import { aspectPresets } from '../aspect-presets.ts';
import type { EditDocument } from '../edit-document.ts';
import { evaluateFrame } from '../evaluation/evaluate-frame.ts';
import { dressedDocument, emptyDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { checkDocument } from '../validation/check-document.ts';
import { type SlotFill, fillTemplate } from './fill-template.ts';

/** The dressed document with a slot for a video, one that plays backwards, a picture and a text. */
function template(): EditDocument {
  const document = setAt(dressedDocument(), 'assets.other', {
    ...dressedDocument().assets.film,
    ...{ sha256: '9'.repeat(64), duration: seconds(8) },
  });
  return setAt(document, 'template.slots', [
    { id: 'shot', item: 'a', accepts: ['video'] },
    { id: 'back', item: 'c', accepts: ['video'] },
    { id: 'card', item: 'd', accepts: ['image'] },
    { id: 'who', item: 'hello', accepts: ['text'], maxCharacters: 20 },
  ]);
}

function filled(fills: Record<string, SlotFill>): EditDocument {
  const result = fillTemplate(template(), fills);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.document;
}

const sourcesAt = (document: EditDocument, second: number) =>
  evaluateFrame(document, second * 30).layers.flatMap((layer) =>
    layer.kind === 'layer' && layer.content.kind === 'video'
      ? [[layer.content.sha256[0], layer.content.frame]]
      : [],
  );

describe('a template', () => {
  it('is filled with videos, pictures and texts, which keep place, length and look (TPL-1)', () => {
    const document = filled({
      shot: { kind: 'asset', asset: 'other', sourceIn: seconds(1) },
      back: { kind: 'asset', asset: 'other', sourceIn: seconds(1) },
      card: { kind: 'asset', asset: 'still' },
      who: { kind: 'text', text: '小明' },
    });
    expect(checkDocument(document).problems).toEqual([]);
    expect(document.template).toBeUndefined();
    expect(sourcesAt(document, 1)).toEqual([['9', 60]]);
    // Two seconds at 3/2, backwards, end where the in point is.
    expect(sourcesAt(document, 7)).toEqual([['9', 119]]);
    const { runs, style, start } = (document.tracks[1]?.items[0] ?? {}) as {
      runs: unknown;
      style: string;
      start: number;
    }; // as: a text
    expect({ runs, style, start }).toEqual({ runs: [{ text: '小明' }], style: 'title', start: seconds(1) });
    // What is not given stays.
    expect(sourcesAt(filled({}), 1)).toEqual(sourcesAt(template(), 1));
  });

  it('names no asset any more that went out of all its slots (TPL-1)', () => {
    const fills = {
      shot: { kind: 'asset', asset: 'other' },
      back: { kind: 'asset', asset: 'other' },
    } as const; // as: literals
    const { film, song, other } = filled(fills).assets;
    expect({ film, song, other }).toEqual({
      ...{ film: undefined, song: template().assets.song, other: template().assets.other },
    });
    expect(filled({ shot: fills.shot }).assets).toHaveProperty('film');
  });

  it('takes for its music only what sounds (TPL-2)', () => {
    const tune = { id: 'music', item: 'tune', accepts: ['video'] };
    const given = setAt(
      setAt(template(), 'template.slots', [tune]),
      ...(['assets.other.hasSound', false] as const), // as: a pair
    );
    const fills = { music: { kind: 'asset', asset: 'other' } } as const; // as: literals
    expect(fillTemplate(given, fills)).toMatchObject({
      ...{ kind: 'refused', problems: [{ code: 'wrong_asset', path: 'slots.music' }] },
    });
  });

  it.each<[string, SlotFill, string]>([
    ['gone', { kind: 'text', text: 'x' }, 'item_missing'],
    ['who', { kind: 'text', text: 'x'.repeat(21) }, 'too_long'],
    ['who', { kind: 'asset', asset: 'film' }, 'wrong_asset'],
    ['shot', { kind: 'text', text: 'x' }, 'wrong_kind'],
    ['shot', { kind: 'asset', asset: 'still' }, 'wrong_asset'],
    ['shot', { kind: 'asset', asset: 'gone' }, 'asset_missing'],
    ['shot', { kind: 'asset', asset: 'other', sourceIn: seconds(5) }, 'outside_source'],
    ['card', { kind: 'asset', asset: 'film' }, 'wrong_asset'],
  ])('refuses what does not fit into the slot %s: %j is %s (TPL-2)', (slot, fill, code) => {
    expect(fillTemplate(template(), { [slot]: fill })).toMatchObject({
      kind: 'refused',
      problems: [{ code, path: `slots.${slot}` }],
    });
  });

  it('comes in every shape that the presets have (TPL-3, GOAL-17)', () => {
    for (const [shape, canvas] of Object.entries(aspectPresets)) {
      const [across = 0, down = 1] = shape.split(':').map(Number);
      expect(canvas.widthPx * down).toBe(canvas.heightPx * across);
      expect(checkDocument({ ...emptyDocument(), canvas }).problems).toEqual([]);
    }
  });
});
