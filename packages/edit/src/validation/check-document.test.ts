import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { documentLimits } from '../limits.ts';
import { EditDocument as schema } from '../schema/edit-document.ts';
import { dressedDocument, emptyDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { checkDocument } from './check-document.ts';
import { checkShape } from './check-shape.ts';
import type { JsonSchema } from './json-schema.ts';
import { problemCatalogue } from './problem.ts';

const clip = (start: number, more: object = {}) => ({
  ...{ id: `x${start}`, kind: 'clip', start, duration: seconds(1), asset: 'film', sourceIn: 0 },
  ...more,
});

/** Path, what is put there (`undefined`: it is removed), code, and the path that is told when it is another. */
type Row = [path: string, value: unknown, code: string, told?: string];

const shapes: Row[] = [
  ['schema', undefined, 'required'],
  ['schema', 'other', 'not_allowed'],
  ['version', undefined, 'required'],
  ['version', '1', 'wrong_type'],
  ['version', 1.5, 'wrong_type'],
  ['version', 0, 'not_allowed'],
  ['version', 2, 'too_new'],
  ['canvas', undefined, 'required'],
  ['canvas.widthPx', 719, 'not_allowed'],
  ['canvas.widthPx', 8, 'too_small'],
  ['canvas.widthPx', 8192, 'too_large'],
  ['canvas.widthPx', '720', 'wrong_type'],
  ['canvas.background', '#FFF', 'bad_format'],
  ['canvas.depth', 8, 'unknown_field'],
  ['fps', { num: 30 }, 'required', 'fps.den'],
  ['fps.num', 0, 'too_small'],
  ['tracks', {}, 'wrong_type'],
  ['tracks.0.kind', 'video', 'not_allowed'],
  ['tracks.0.name', 'n'.repeat(101), 'too_long'],
  ['tracks.0.items', null, 'wrong_type'],
  ['tracks.0.items.0', 7, 'wrong_type'],
  ['tracks.0.items.0.kind', undefined, 'required'],
  ['tracks.0.items.0.id', 'no spaces', 'bad_format'],
  ['tracks.0.items.0.id', '', 'bad_format'],
  ['tracks.0.items.0.start', -1, 'too_small'],
  ['tracks.0.items.0.start', 0.5, 'wrong_type'],
  ['tracks.0.items.0.duration', 0, 'too_small'],
  ['tracks.0.items.0.asset', undefined, 'required'],
  ['tracks.0.items.0.volume', 1, 'unknown_field'],
  ['tracks.0.items.0.fit', 'stretch', 'not_allowed'],
  ['tracks.0.items.0.blend', 'glow', 'not_allowed'],
  ['tracks.0.items.0.opacity', 2, 'too_large'],
  ['tracks.0.items.0.opacity', 'half', 'wrong_type'],
  ['tracks.0.items.0.opacity', { keys: [] }, 'too_few', 'tracks.0.items.0.opacity.keys'],
  [
    'tracks.0.items.0.opacity',
    { keys: [{ at: 0, value: 3 }] },
    'too_large',
    'tracks.0.items.0.opacity.keys.0.value',
  ],
  [
    'tracks.0.items.0.opacity',
    { keys: [{ at: 0.1, value: 1 }] },
    'wrong_type',
    'tracks.0.items.0.opacity.keys.0.at',
  ],
  ['tracks.0.items.0.crop.left', -0.1, 'too_small'],
  ['tracks.0.items.0.crop.middle', 0.1, 'unknown_field'],
  ['tracks.0.items.0.effects.0.kind', 'Colour!', 'bad_format'],
  ['tracks.0.items.0.effects.0.version', 0, 'too_small'],
  [
    'tracks.0.items.0.effects.0.params',
    { 'a b': 1 },
    'unknown_field',
    'tracks.0.items.0.effects.0.params.a b',
  ],
  ['tracks.0.items.0.effects', Array(17).fill({ kind: 'blur', version: 1, params: {} }), 'too_many'],
  ['tracks.0.items.0.sound.fadeIn.curve', 'sudden', 'not_allowed'],
  ['tracks.0.items.0.sound.pan', 1.5, 'too_large'],
  ['tracks.0.items.1.retime.kind', 'warp', 'not_allowed'],
  ['tracks.0.items.1.retime.kind', undefined, 'required'],
  ['tracks.0.items.1.retime.points.0.speed.num', 0, 'too_small'],
  ['tracks.0.items.1.retime.points', [], 'too_few'],
  ['tracks.0.items.1.transform.scaleX.keys.0.ease', 'bouncy', 'not_allowed'],
  [
    'tracks.0.items.1.transform.scaleX.keys.0.ease',
    { bezier: [0, 0, 1] },
    'too_few',
    'tracks.0.items.1.transform.scaleX.keys.0.ease.bezier',
  ],
  [
    'tracks.0.items.1.transform.scaleX.keys.0.ease',
    { bezier: [0, 0, 1, 1, 1] },
    'too_many',
    'tracks.0.items.1.transform.scaleX.keys.0.ease.bezier',
  ],
  [
    'tracks.0.items.1.transform.scaleX.keys.0.ease',
    { bezier: [2, 0, 1, 1] },
    'too_large',
    'tracks.0.items.1.transform.scaleX.keys.0.ease.bezier.0',
  ],
  ['tracks.0.transitions.0.before', -1, 'too_small'],
  ['tracks.0.transitions.0.params', { soft: [] }, 'wrong_type', 'tracks.0.transitions.0.params.soft'],
  ['tracks.1.items.0.runs', [], 'too_few'],
  ['tracks.1.items.0.runs.0.text', 7, 'wrong_type'],
  ['tracks.1.items.0.runs.1.look.weight', 650.5, 'wrong_type'],
  ['tracks.1.items.1.width', 0, 'too_small'],
  ['tracks.2.items.0.words', [], 'too_few'],
  ['tracks.2.items.0.words.0.text', '', 'too_short'],
  ['tracks.3.items.0.effects', [], 'too_few'],
  ['assets.film.sha256', 'abc', 'bad_format'],
  ['assets.film.fps', undefined, 'required'],
  ['assets.film.duration', 0, 'too_small'],
  ['assets', { '-film': { kind: 'font', sha256: 'a'.repeat(64) } }, 'unknown_field', 'assets.-film'],
  ['mix.loudness', -60, 'too_small'],
  ['mix.loudness', 'loud', 'wrong_type'],
  ['mix.ducking.0.gain', 3, 'too_large'],
  ['cover.from.kind', 'video', 'not_allowed'],
  ['template.slots.0.accepts', ['text', 'text'], 'repeated'],
  ['template.slots.0.accepts', ['sound'], 'not_allowed', 'template.slots.0.accepts.0'],
  ['markers.0.colour', 'red', 'bad_format'],
  ['meta.author', 'me', 'unknown_field'],
];

const meanings: Row[] = [
  ['fps', { num: 31, den: 1 }, 'inexact_frame_rate'],
  ['assets.film.fps', { num: 29, den: 1 }, 'inexact_frame_rate'],
  ['tracks.0.items.1.id', 'a', 'id_taken'],
  ['tracks.1.items.0.id', 'a', 'id_taken'],
  ['tracks.1.id', 'main', 'id_taken'],
  ['tracks.0.items.1.start', seconds(3), 'overlap'],
  ['tracks.0.items', [clip(seconds(5)), clip(0)], 'not_in_order', 'tracks.0.items.1.start'],
  [
    'tracks.1.items.2',
    clip(seconds(9), { kind: 'caption', words: [{ text: 'x', at: 0, duration: 1 }] }),
    'unknown_field',
    'tracks.1.items.2.asset',
  ],
  ['tracks.4.kind', 'visual', 'wrong_asset', 'tracks.4.items.0.asset'],
  ['tracks.2.kind', 'visual', 'wrong_track', 'tracks.2.items.0'],
  ['tracks.0.items.0.asset', 'gone', 'asset_missing'],
  ['tracks.0.items.0.asset', 'constructor', 'asset_missing'],
  ['tracks.0.items.0.asset', 'still', 'wrong_asset'],
  ['tracks.0.items.3.asset', 'film', 'wrong_asset'],
  ['tracks.1.items.1.asset', 'sans', 'wrong_asset'],
  ['tracks.1.items.0.style', 'toString', 'style_missing'],
  ['tracks.1.items.0.runs.1.look.font', 'warm', 'wrong_asset'],
  ['styles.title.font', 'gone', 'asset_missing'],
  ['tracks.0.items.0.effects.1.params.lut', 'sans', 'wrong_asset'],
  ['tracks.0.items.0.effects.1.params.lut', 'gone', 'asset_missing'],
  ['tracks.0.items.0.effects.1.params.lut', 3, 'wrong_type'],
  ['tracks.0.items.0.effects.0.params.contrast', 101, 'too_large'],
  ['tracks.0.items.0.effects.0.params.contrast', { keys: [{ at: 0, value: -101 }] }, 'too_small'],
  ['tracks.0.items.0.effects.0.params.contrast', true, 'wrong_type'],
  [
    'tracks.0.items.0.effects.0',
    { kind: 'chromaKey', version: 1, params: { colour: 'green' } },
    'bad_format',
    'tracks.0.items.0.effects.0.params.colour',
  ],
  ['tracks.0.items.0.crop.left', 0.95, 'empty_picture', 'tracks.0.items.0.crop'],
  ['tracks.0.items.0.mask', { kind: 'path' }, 'bad_path'],
  [
    'tracks.0.items.0.mask',
    {
      kind: 'star',
      points: [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    },
    'bad_path',
  ],
  ['tracks.0.items.0.sourceIn', seconds(57), 'outside_source'],
  [
    'tracks.0.items.0.retime',
    { kind: 'constant', speed: { num: 1, den: 1 }, offset: -seconds(3) },
    'outside_source',
    'tracks.0.items.0.sourceIn',
  ],
  ['tracks.0.items.2.sourceIn', seconds(2), 'outside_source'],
  [
    'tracks.0.items.2',
    clip(seconds(7), { sourceIn: seconds(60), retime: { kind: 'freeze' } }),
    'outside_source',
    'tracks.0.items.2.sourceIn',
  ],
  ['tracks.0.items.2.retime.speed', { num: 11, den: 1 }, 'bad_speed'],
  ['tracks.0.items.2.retime.speed', { num: 1, den: 11 }, 'bad_speed'],
  ['tracks.0.items.1.retime.points.0.at', 1, 'not_in_order'],
  ['tracks.0.items.1.retime.points.2.at', seconds(1), 'not_in_order'],
  ['tracks.0.items.1.transform.scaleX.keys.1.at', 0, 'not_in_order'],
  ['tracks.0.transitions.0.from', 'gone', 'item_missing'],
  ['tracks.0.transitions.0.to', 'hello', 'item_missing'],
  ['tracks.0.transitions.0.to', 'c', 'not_neighbours', 'tracks.0.transitions.0'],
  ['tracks.0.transitions.0.before', seconds(5), 'transition_too_long'],
  ['tracks.0.transitions.0.after', seconds(4), 'transition_too_long'],
  [
    'tracks.0.transitions.1',
    { id: 'bc', kind: 'dissolve', from: 'b', to: 'c', before: seconds(2.6), after: 0 },
    'transition_too_long',
    'tracks.0.transitions.1.before',
  ],
  [
    'tracks.0.transitions.1',
    { id: 'ab2', kind: 'dissolve', from: 'a', to: 'b', before: 1, after: 0 },
    'not_in_order',
    'tracks.0.transitions.1',
  ],
  ['tracks.2.items.0.clip', 'gone', 'item_missing'],
  ['tracks.2.items.0.clip', 'd', 'wrong_kind'],
  ['tracks.2.items.0.words.1.at', -1, 'not_in_order'],
  ['tracks.2.items.0.words.1.at', seconds(2), 'outside_item', 'tracks.2.items.0.words.1'],
  ['mix.ducking.0.under.0', 'gone', 'track_missing'],
  ['mix.ducking.0.duck.0', 'main', 'duck_itself', 'mix.ducking.0'],
  ['cover.from', { kind: 'image', asset: 'film' }, 'wrong_asset', 'cover.from.asset'],
  ['cover.items', [clip(0)], 'wrong_track', 'cover.items.0'],
  ['template.slots.0.item', 'gone', 'item_missing'],
  ['template.slots.0.accepts', ['video'], 'wrong_kind'],
];

describe('checking an edit document', () => {
  it('finds nothing in good ones', () => {
    expect(checkDocument(dressedDocument())).toEqual({ document: dressedDocument(), problems: [] });
    expect(checkDocument(emptyDocument()).problems).toEqual([]);
  });

  it.each([...shapes, ...meanings])(
    'at %s finds %j to be %s (DOC-4, GOAL-59)',
    (path, value, code, told = path) => {
      const { document, problems } = checkDocument(setAt(dressedDocument(), path, value));
      expect(document).toBeNull();
      expect(problems.map(({ path: where, code: what }) => `${what} at ${where}`)).toContain(
        `${code} at ${told}`,
      );
      // Nothing is told that is not wrong: one change has few consequences.
      expect(problems.length).toBeLessThanOrEqual(4);
    },
  );

  it('knows frame rates whose frames are whole ticks, and no others (DOC-1)', () => {
    const rates: [num: number, den: number][] = [
      [24_000, 1001],
      [24, 1],
      [25, 1],
      [30_000, 1001],
      [30, 1],
      [50, 1],
      [60_000, 1001],
      [60, 1],
      [120, 1],
      [25, 2],
    ];
    for (const [num, den] of rates) {
      expect(checkDocument({ ...emptyDocument(), fps: { num, den } }).problems).toEqual([]);
    }
    for (const num of [11, 17, 29, 31, 59]) {
      expect(checkDocument({ ...emptyDocument(), fps: { num, den: 1 } }).problems).toHaveLength(1);
    }
  });

  it.each([
    ['items that overlap', 'tracks.0.items', [clip(0), clip(seconds(1) - 1)], 'overlap'],
    ['a transition over a gap', 'tracks.0.items.1.duration', seconds(2), null],
    ['a gap under a transition', 'tracks.0.items.0.duration', seconds(3.5), 'not_neighbours'],
  ])('refuses %s (DOC-5)', (_, path, value, code) => {
    const { problems } = checkDocument(setAt(dressedDocument(), path, value));
    if (code === null) expect(problems).toEqual([]);
    else expect(problems.map((each) => each.code)).toContain(code);
  });

  it('refuses what is named and not there, and what is there twice (DOC-6)', () => {
    for (const [path, value, code] of meanings.filter(([, , each]) => /_missing$|^id_taken$/.test(each))) {
      expect(
        checkDocument(setAt(dressedDocument(), path, value)).problems.map((each) => each.code),
      ).toContain(code);
    }
  });

  it('allows a clip its whole source and not a tick more, at any speed (DOC-7)', () => {
    const speeds = [
      [1, 1],
      [1, 10],
      [10, 1],
      [7, 3],
      [999, 1000],
    ] as const;
    for (const [num, den] of speeds) {
      for (const reversed of [false, true]) {
        const fits = Math.floor((seconds(6) * den) / num);
        const retime = { kind: 'constant', speed: { num, den }, reversed };
        const at = (duration: number) => {
          const item = clip(0, { duration, retime, sourceIn: reversed ? seconds(6) : seconds(54) });
          return checkDocument(
            setAt(setAt(dressedDocument(), 'tracks.0.items', [item]), 'tracks.0.transitions', []),
          );
        };
        const codes = (duration: number) => at(duration).problems.map(({ code }) => code);
        expect(codes(fits)).not.toContain('outside_source');
        expect(codes(fits + Math.ceil(den / num) + 1)).toContain('outside_source');
      }
    }
  });

  it('refuses documents beyond the limits (DOC-8, GOAL-79, GOAL-91)', () => {
    const items = (count: number, each: (index: number) => object) => {
      const all = Array.from({ length: count }, (_, index) => ({
        ...clip(index * seconds(1)),
        ...each(index),
      }));
      return setAt(emptyDocument(), 'tracks', [{ id: 't', kind: 'visual', items: all, transitions: [] }]);
    };
    const text = (length: number) => ({
      ...{ kind: 'text', runs: [{ text: '字'.repeat(length) }], asset: undefined, sourceIn: undefined },
    });
    const codes = (document: unknown) =>
      checkDocument(JSON.parse(JSON.stringify(document))).problems.map(({ code }) => code);
    const keys = (count: number) => ({ keys: Array.from({ length: count }, (_, at) => ({ at, value: 0 })) });
    const short = (index: number) => ({ start: index, duration: 1 });
    expect(codes(items(500, short))).toEqual([]);
    expect(codes(items(501, short))).toEqual(['too_many']);
    expect(codes(items(1, () => ({ start: documentLimits.durationTicks - seconds(1) })))).toEqual([]);
    expect(codes(items(1, () => ({ start: documentLimits.durationTicks })))).toEqual(['timeline_too_long']);
    expect(codes(items(2, () => text(2500)))).toEqual([]);
    expect(codes(items(2, () => text(2501)))).toEqual(['too_many_characters']);
    expect(codes(items(2, () => ({ opacity: keys(1000) })))).toEqual([]);
    expect(codes(items(2, () => ({ opacity: keys(1001) })))).toEqual(['too_many_key_frames']);
    const tracks = (count: number, perTrack: number) =>
      Array.from({ length: count }, (_, track) => ({
        ...{ id: `t${track}`, kind: 'visual', transitions: [] },
        items: Array.from({ length: perTrack }, (__, index) =>
          clip(index, { id: `i${track}-${index}`, duration: 1 }),
        ),
      }));
    expect(codes({ ...emptyDocument(), tracks: tracks(16, 1) })).toEqual([]);
    expect(codes({ ...emptyDocument(), tracks: tracks(17, 1) })).toEqual(['too_many']);
    expect(codes({ ...emptyDocument(), tracks: tracks(16, 32) })).toEqual(['too_many_items']);
  });

  it('answers whatever comes in, however large, deep or strange (DOC-3)', () => {
    const deep: unknown = Array.from({ length: 200_000 }).reduce<unknown>((inner) => [inner], 0);
    const itself: Record<string, unknown> = {};
    itself.itself = itself;
    const strange: [input: unknown, code: string][] = [
      [deep, 'too_deep'],
      [itself, 'too_deep'],
      [Array(200_000).fill(0), 'too_many'],
      [{ a: 'x'.repeat(1_000_001) }, 'too_long'],
      [{ a: NaN }, 'not_json'],
      [{ a: undefined }, 'not_json'],
      [{ a: 1n }, 'not_json'],
      [{ a: () => 0 }, 'not_json'],
      [new Date(0), 'not_json'],
      [Array(3), 'not_json'],
      [JSON.parse('{"__proto__": {"schema": "weireel.edit"}}'), 'not_allowed'],
      [null, 'wrong_type'],
      ['{}', 'wrong_type'],
      [[], 'wrong_type'],
    ];
    for (const [input, code] of strange) {
      expect(checkDocument(input).problems.map((each) => each.code)).toEqual([code]);
    }
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(checkDocument(input).document).toBeNull();
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('sees the same shapes as a validator of JSON Schema (DOC-3)', () => {
    const dressed = dressedDocument();
    const paths = pathsOf(dressed).filter((path) => !path.startsWith('meta.ext.'));
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        undefined,
        null,
        true,
        0,
        -1,
        0.5,
        1e15,
        '',
        'clip',
        '#ffffff',
        'freeze',
        [],
        {},
      ),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(...paths).map((path) => at(dressed, path)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, inner) => {
        const broken = setAt(dressed, path, inner);
        const errors = checkShape(schema as JsonSchema, broken) // as: TypeBox writes it
          .filter(({ severity }) => severity === 'error');
        expect(errors.length === 0).toBe(Value.Check(schema, broken));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('keeps what it does not know, and warns of it (DOC-9, GOAL-58)', () => {
    const unknown = { ...clip(seconds(12)), kind: 'hologram', depth: { of: ['field', 3] } };
    let document = setAt(dressedDocument(), 'tracks.0.items.4', unknown);
    document = setAt(document, 'assets.cloud', { kind: 'points', url: 'x' });
    document = setAt(document, 'tracks.0.items.0.effects.0.kind', 'halo');
    document = setAt(document, 'tracks.0.items.0.effects.1.params.glow', 1);
    document = setAt(document, 'tracks.0.transitions.0.kind', 'melt');
    const checked = checkDocument(document);
    expect(checked.document).toEqual(document);
    expect(
      checked.problems.map(({ path, code, severity }) => `${severity} ${code} ${path}`).toSorted(),
    ).toEqual([
      'warning unknown_kind assets.cloud',
      'warning unknown_kind tracks.0.items.0.effects.0',
      'warning unknown_kind tracks.0.items.4',
      'warning unknown_kind tracks.0.transitions.0',
      'warning unknown_parameter tracks.0.items.0.effects.1.params.glow',
    ]);
  });

  it('says each problem in Chinese and in English (DOC-4, GOAL-59)', () => {
    for (const { zh, en } of Object.values(problemCatalogue)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z][ -~]+$/);
    }
    const [first] = checkDocument({ ...emptyDocument(), fps: { num: 31, den: 1 } }).problems;
    expect(first).toEqual({
      path: 'fps',
      code: 'inexact_frame_rate',
      ...problemCatalogue.inexact_frame_rate,
    });
  });
});

describe('the published schema', () => {
  it('is that of the types (DOC-2, GOAL-55)', async () => {
    const { writeJsonSchema } = await import('../schema/write-json-schema.ts');
    const file = readFileSync(new URL('../../edit-document.schema.json', import.meta.url), 'utf8');
    const published: unknown = JSON.parse(file);
    expect(published, 'run `npm run edit:schema`').toEqual(JSON.parse(writeJsonSchema()));
    const { definitions } = published as { definitions: Record<string, unknown> }; // as: see the line above
    const whole = { ...(resolve(published, definitions) as object), definitions: undefined }; // as: a schema is one
    expect(JSON.parse(JSON.stringify(whole))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

function resolve(value: unknown, definitions: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, definitions));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) return resolve(definitions[String(value.$ref).split('/').at(-1) ?? ''], definitions);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, resolve(inner, definitions)]),
  );
}

function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...pathsOf(inner, here)];
  });
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value); // as: the path was read from it
}
