import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../plan/canonical-json.ts';
import { dressedDocument } from '../testing/sample-document.ts';
import { checkDocument } from '../validation/check-document.ts';
import { performUntrusted } from './perform-untrusted.ts';

describe('an edit that somebody sends', () => {
  it('is refused or leaves a valid document, whatever it is (OPS-12)', () => {
    const document = dressedDocument();
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.anything());
    const cell = fc.constantFrom(
      'items/a/start',
      'items/a/kind',
      'items/a/track',
      'order',
      'schema',
      'tracks/main/kind',
      'template',
      'items/__proto__/x',
      'transitions/ab/to',
      'markers/beat',
      'assets/film',
    );
    const anyInput = fc.oneof(
      fc.anything(),
      fc.record({
        kind: fc.constant('setItem'),
        item: fc.constantFrom('a', 'said', 'hello'),
        field: fc.constantFrom('clip', 'words', 'sound', '__proto__', 'transform', 'constructor'),
        value,
      }),
      fc.record({
        kind: fc.constant('setTrack'),
        track: fc.constant('main'),
        field: fc.constantFrom('gain', 'locked', 'name'),
        value,
      }),
      fc.record({
        kind: fc.constant('setDocument'),
        field: fc.constantFrom('canvas', 'template', 'cover', 'fps', 'mix'),
        value,
      }),
      fc.record({
        kind: fc.constant('setKey'),
        item: fc.constant('a'),
        property: fc.constantFrom(
          'transform.x',
          '__proto__.x',
          'asset.length',
          'effects.0',
          'effects.9.params.x',
          'sound',
        ),
        at: fc.integer(),
        value,
      }),
      fc.record({ kind: fc.constant('insert'), track: fc.constant('main'), item: value }),
      fc.record({
        kind: fc.constant('change'),
        changes: fc.array(fc.record({ cell, from: value, to: value }, { requiredKeys: ['cell'] }), {
          maxLength: 3,
        }),
      }),
    );
    fc.assert(
      fc.property(anyInput, (input) => {
        const outcome = performUntrusted(document, input);
        if (outcome.kind === 'refused') expect(outcome.problems).not.toEqual([]);
        else expect(checkDocument(outcome.document).document).not.toBeNull();
      }),
      { seed: 1, numRuns: 1500 },
    );
    expect(canonicalJson(document)).toBe(canonicalJson(dressedDocument()));
  });

  it('is refused when its cells make no document, though each was as it says (OPS-12)', () => {
    const document = dressedDocument();
    const changes = [
      { cell: 'items/a/start', from: 0, to: 'soon' },
      { cell: 'items/a/kind', from: 'clip' },
      { cell: 'items/a/track', from: 'main', to: 'gone' },
      { cell: 'order', from: document.tracks.map(({ id }) => id) },
      { cell: 'template', from: document.template, to: 5 },
      { cell: 'schema', from: 'weireel.edit' },
      { cell: 'items/new/name', to: 'x' },
      { cell: 'tracks/main/kind', from: 'visual', to: 'audio' },
    ];
    for (const change of changes) {
      expect(performUntrusted(document, { kind: 'change', changes: [change] }).kind).toBe('refused');
    }
  });
});
