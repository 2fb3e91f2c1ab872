import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditDocument } from '../edit-document.ts';
import { frameCount } from '../evaluation/evaluate-frame.ts';
import { perform } from '../operations/perform.ts';
import type { Operation } from '../schema/operation.ts';
import { anyDocument } from '../testing/any-document.ts';
import { dressedDocument, emptyDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { checkDocument } from '../validation/check-document.ts';
import { canonicalJson } from './canonical-json.ts';
import { classifySegment } from './classify-segment.ts';
import { pictureContent, soundContent } from './content.ts';
import { segmentsOf } from './segments.ts';

function after(document: EditDocument, operation: Operation): EditDocument {
  const outcome = perform(document, operation);
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.document;
}

const contentsOf = (document: EditDocument) =>
  segmentsOf(document).map((segment) => pictureContent(document, segment));
const whole = (document: EditDocument) => pictureContent(document, { from: 0, to: frameCount(document) });

const dressed = { whole: whole(dressedDocument()), contents: contentsOf(dressedDocument()) };

type Change = [path: string, value: unknown];

const unseen: Change[] = [
  ['tracks.0.name', '主轨'],
  ['tracks.0.items.0.name', '开头'],
  ['tracks.0.locked', true],
  ['tracks.0.items.3.id', 'other'],
  ['tracks.3.id', 'other'],
  ['markers', [{ id: 'm', at: 7 }]],
  ['meta', { title: '别的', ext: { 'com.example': [1, 2] } }],
  ['template', undefined],
  ['cover', { from: { kind: 'image', asset: 'still' } }],
  ['assets.film.name', 'film.mp4'],
  ['assets.film.licence', 'CC0'],
  ['assets.more', { kind: 'font', sha256: '1'.repeat(64) }],
  ['styles.more', { size: 0.1 }],
  ['tracks.0.items.0.effects.2', { kind: 'blur', version: 1, params: { radius: 0 } }],
  ['tracks.0.items.0.effects.2', { kind: 'halo', version: 1, params: {} }],
  ['tracks.0.items.0.opacity', 1],
  ['tracks.0.items.0.transform', { x: 0.5, rotate: { keys: [{ at: 0, value: 0 }] } }],
  ['tracks.2.items.1', { id: 'h', kind: 'hologram', start: seconds(5), duration: 1 }],
];

const unheard: Change[] = [
  ['tracks.0.items.0.opacity', 0.5],
  ['tracks.1.items.0.runs.0.text', '再见'],
  ['tracks.1.hidden', true],
  ['meta.title', 'x'],
];

const seen: Change[] = [
  ['canvas.widthPx', 1080],
  ['canvas.background', '#ff0000'],
  ['fps', { num: 25, den: 1 }],
  ['tracks.0.hidden', true],
  ['tracks.0.items.0.sourceIn', seconds(2) + seconds(0.04)],
  ['tracks.0.items.0.fit', 'cover'],
  ['tracks.0.items.0.crop.left', 0.11],
  ['tracks.0.items.0.effects.0.params.contrast', 21],
  ['tracks.0.items.0.effects.1.version', 2],
  ['assets.warm.sha256', '2'.repeat(64)],
  ['assets.film.sha256', '2'.repeat(64)],
  ['assets.sans.sha256', '2'.repeat(64)],
  ['styles.title.colour', '#00ff00'],
  ['tracks.0.items.1.retime.points.1.speed.num', 4],
  ['tracks.0.items.1.transform.scaleX.keys.0.ease', 'linear'],
  ['tracks.0.transitions.0.kind', 'wipe-left'],
  ['tracks.0.transitions.0.before', seconds(0.4)],
  ['tracks.1.items.0.runs.0.text', '再见，'],
  ['tracks.1.items.0.animation.in.preset', 'drop'],
  ['tracks.1.items.1.mask.feather', 0.03],
  ['tracks.1.items.1.blend', 'multiply'],
  ['tracks.2.items.0.words.0.duration', seconds(0.5)],
  ['tracks.2.items.0.highlightColour', '#00ff00'],
  ['tracks.3.items.0.effects.0.params.radius.keys.1.value', 0.09],
];

const heard: Change[] = [
  ['tracks.0.items.0.sound.gain', -4],
  ['tracks.0.items.0.sound.fadeIn.curve', 'linear'],
  ['tracks.4.items.0.sound.pan', 0],
  ['tracks.4.gain', -5],
  ['tracks.0.muted', true],
  ['mix.loudness', null],
  ['mix.ducking.0.gain', -10],
  ['assets.song.sha256', '2'.repeat(64)],
  ['tracks.0.items.2.retime.keepsPitch', true],
  ['tracks.0.transitions.0.sound', 'cut'],
];

describe('segments', () => {
  it('cover all frames, are cut at edges, and last at most two seconds (SEG-1)', () => {
    fc.assert(
      fc.property(fc.oneof(anyDocument, fc.constant(dressedDocument())), (document) => {
        const segments = segmentsOf(document);
        let next = 0;
        for (const { from, to } of segments) {
          expect(from).toBe(next);
          expect(to).toBeGreaterThan(from);
          expect((to - from) * document.fps.den).toBeLessThanOrEqual(2 * document.fps.num);
          next = to;
        }
        expect(next).toBe(frameCount(document));
      }),
      { seed: 1 },
    );
    const starts = new Set(segmentsOf(dressedDocument()).map(({ from }) => from / 30));
    for (const edge of [0, 0.5, 1, 2.5, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10]) expect(starts).toContain(edge);
  });

  it('of a clip that is shown as it is are whole seconds of its file, but for its ends (SEG-8)', () => {
    const clip = { id: 'a', kind: 'clip' as const, asset: 'film', start: 0 }; // as: literal
    const cut = { ...clip, sourceIn: seconds(2.5), duration: seconds(3.2) };
    const document: EditDocument = {
      ...emptyDocument(),
      tracks: [{ id: 'main', kind: 'visual', items: [cut], transitions: [] }],
    };
    expect(segmentsOf(document)).toEqual([
      { from: 0, to: 15 },
      { from: 15, to: 45 },
      { from: 45, to: 75 },
      { from: 75, to: 96 },
    ]);
    const later = setAt(document, 'tracks.0.items.0.sourceIn', seconds(2.7));
    // The same seconds of the file, whichever stretch of it is shown.
    expect(contentsOf(later).slice(1, 3)).toEqual(contentsOf(document).slice(1, 3));
  });

  it.each(unseen)('have the same content when %s is %j (SEG-2)', (path, value) => {
    const changed = setAt(dressedDocument(), path, value);
    expect(whole(changed)).toBe(dressed.whole);
    expect(contentsOf(changed)).toEqual(dressed.contents);
  });

  it('have the same content after a split, and when all has moved (SEG-2)', () => {
    const document = dressedDocument();
    const split = after(document, { kind: 'split', item: 'd', at: seconds(11), newId: 'e' });
    expect(whole(split)).toBe(whole(document));
    const bare = { ...document, tracks: document.tracks.slice(0, 1), mix: {}, template: { slots: [] } };
    const item = { id: 'n', kind: 'image' as const, start: 0, duration: seconds(3), asset: 'still' }; // as: literal
    const moved = after(bare, { kind: 'insert', track: 'main', item, ripple: true });
    expect(contentsOf(moved).slice(-contentsOf(bare).length)).toEqual(contentsOf(bare));
  });

  it.each(heard)('have the same content when only sound has changed: %s is %j (SEG-2)', (path, value) => {
    expect(whole(setAt(dressedDocument(), path, value))).toBe(dressed.whole);
  });

  it.each(seen)('have another content when %s is %j (SEG-3)', (path, value) => {
    const changed = setAt(dressedDocument(), path, value);
    expect(checkDocument(changed).document).not.toBeNull();
    expect(contentsOf(changed)).not.toEqual(dressed.contents);
  });

  it('have another content only under a caption that has changed (SEG-4, GOAL-70)', () => {
    const changed = setAt(dressedDocument(), 'tracks.2.items.0.words.1.text', '们好');
    const [before, now] = [contentsOf(dressedDocument()), contentsOf(changed)];
    const touched = segmentsOf(changed).filter((_, index) => before[index] !== now[index]);
    expect(touched).not.toEqual([]);
    for (const { from, to } of touched) expect(from >= 15 && to <= 75).toBe(true);
  });

  it('of the first version look as they did when it was new (DOC-10, GOAL-57)', () => {
    const file = readFileSync(new URL('../migration/fixtures/version-1.json', import.meta.url), 'utf8');
    const { document } = checkDocument(JSON.parse(file));
    const hash =
      document && createHash('sha256').update(whole(document)).update(soundContent(document)).digest('hex');
    expect(hash).toBe('39c617e3521a92e53c436d7e4f4bfb568843882d878d058d7b147553d76804b7');
  });
});

describe('the class of a segment', () => {
  /** Two clips of ten seconds that meet, as nothing but their frames. */
  const cuts = (...changes: Change[]): EditDocument => {
    const clip = (id: string, start: number, sourceIn: number) => ({
      ...{ id, kind: 'clip' as const, asset: 'film', start, sourceIn, duration: seconds(10) }, // as: literal
    });
    const items = [clip('a', 0, seconds(20)), clip('b', seconds(10), seconds(3))];
    const document: EditDocument = {
      ...emptyDocument(),
      tracks: [{ id: 'main', kind: 'visual', items, transitions: [] }],
    };
    return changes.reduce((changed, [path, value]) => setAt(changed, path, value), document);
  };
  const classes = (document: EditDocument) => {
    expect(checkDocument(document).document).not.toBeNull();
    return segmentsOf(document).map((segment) => classifySegment(document, segment));
  };
  const kinds = (document: EditDocument) => new Set(classes(document).map(({ kind }) => kind));

  it('is a copy where frames of a file follow one another as they are (SEG-7)', () => {
    const sha256 = 'a'.repeat(64);
    expect(classes(cuts())).toEqual(
      [600, 90].flatMap((begin) =>
        Array.from({ length: 10 }, (_, n) => ({ kind: 'copy', sha256, firstFrame: begin + 30 * n })),
      ),
    );
    expect(kinds(cuts(['tracks.0.items.0.sound', { gain: -6 }], ['tracks.0.items.0.fit', 'cover']))).toEqual(
      new Set(['copy']),
    );
    const moved = cuts(['tracks.0.items.0.transform', { x: 0.2, anchorX: 0.2 }]);
    expect(kinds(moved)).toEqual(new Set(['copy']));
  });

  it.each<Change>([
    ['fps', { num: 60, den: 1 }],
    ['canvas.widthPx', 1280],
    ['tracks.0.items.0.opacity', 0.9],
    ['tracks.0.items.0.transform', { rotate: 90 }],
    ['tracks.0.items.0.crop', { left: 0.1 }],
    ['tracks.0.items.0.blend', 'screen'],
    ['tracks.0.items.0.mask', { kind: 'ellipse' }],
    ['tracks.0.items.0.effects', [{ kind: 'blur', version: 1, params: { radius: 0.1 } }]],
    ['tracks.0.items.0.animation', { loop: { preset: 'pulse', period: seconds(1) } }],
    ['tracks.0.items.0.retime', { kind: 'freeze' }],
    ['tracks.0.items.0.retime', { kind: 'constant', speed: { num: 2, den: 1 } }],
    ['tracks.0.items.0.retime', { kind: 'constant', speed: { num: 1, den: 1 }, reversed: true }],
    ['tracks.0.items.0.asset', 'slow'],
  ])('is no copy when %s is %j (SEG-7)', (path, value) => {
    const [first] = classes(cuts([path, value]));
    expect(first).toEqual({ kind: 'direct' });
  });

  it('is direct with pictures alone, and an overlay where something is drawn, in transitions too (SEG-7)', () => {
    const at = (second: number) => {
      const document = dressedDocument();
      const segment = segmentsOf(document).find(({ from, to }) => from <= second * 30 && second * 30 < to);
      return segment && classifySegment(document, segment).kind;
    };
    expect([0, 1, 3.9, 4.6, 5.5, 9.5, 11].map(at)).toEqual([
      'direct',
      'overlay',
      'overlay',
      'direct',
      'overlay',
      'overlay',
      'direct',
    ]);
    const title = {
      id: 'b',
      kind: 'text',
      start: seconds(10),
      duration: seconds(10),
      runs: [{ text: '完' }],
    };
    const transition = {
      id: 'x',
      kind: 'dissolve',
      from: 'a',
      to: 'b',
      before: seconds(1),
      after: seconds(1),
    };
    const document = cuts(['tracks.0.items.1', title], ['tracks.0.transitions', [transition]]);
    expect(classes(document).map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 9 }, () => 'copy'),
      ...Array.from({ length: 7 }, () => 'overlay'),
    ]);
  });
});

describe('the content of the sound', () => {
  it.each([...unseen, ...unheard])('is the same when %s is %j (SEG-6)', (path, value) => {
    expect(soundContent(setAt(dressedDocument(), path, value))).toBe(soundContent(dressedDocument()));
  });

  it.each(heard)('is another when %s is %j (SEG-6)', (path, value) => {
    const changed = setAt(dressedDocument(), path, value);
    expect(checkDocument(changed).document).not.toBeNull();
    expect(soundContent(changed)).not.toBe(soundContent(dressedDocument()));
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785 (SEG-5)', () => {
    // The samples of sections 3.2.2 and 3.2.3.
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(
      canonicalJson(names)
        .match(/\d(?=[,}])/g)
        ?.join(''),
    ).toBe('2467153');
  });

  it('is the same for the same value, whatever the order of its fields, and reads back (SEG-5)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toBe(
          JSON.stringify(JSON.parse(canonicalJson(JSON.parse(text)))),
        );
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { seed: 1 },
    );
    expect(canonicalJson({ b: undefined, a: -0 })).toBe('{"a":0}');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}
