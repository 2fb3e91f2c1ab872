import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditDocument, type Item, endOf } from '../edit-document.ts';
import { evaluateFrame, frameCount } from '../evaluation/evaluate-frame.ts';
import { amplitudeAt, evaluateSound } from '../evaluation/evaluate-sound.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Operation } from '../schema/operation.ts';
import { after } from '../testing/after.ts';
import { anyDocument } from '../testing/any-document.ts';
import { anyChoice, chosenOperation } from '../testing/any-operation.ts';
import { dressedDocument, seconds } from '../testing/sample-document.ts';
import { setAt } from '../testing/set-at.ts';
import { sourceAt } from '../time/retime.ts';
import { exactFrameTicks } from '../time/ticks.ts';
import { checkDocument } from '../validation/check-document.ts';
import { type EditHistory, performStep, redo, undo } from './history.ts';
import { perform } from './perform.ts';

/** Why an edit is refused. */
function refusal(document: EditDocument, operation: Operation): string[] {
  const outcome = perform(document, operation);
  return outcome.kind === 'refused' ? outcome.problems.map(({ code }) => code) : [];
}

function itemOf(document: EditDocument, id: string): Item {
  const item = document.tracks.flatMap(({ items }) => items).find((each) => each.id === id);
  if (item === undefined) throw new Error(`there is no ${id}`);
  return item;
}

const places = (document: EditDocument, track = 0) =>
  document.tracks[track]?.items.map(({ id, start, duration }) => [
    id,
    start / seconds(1),
    duration / seconds(1),
  ]);

const shownBy = (document: EditDocument) =>
  Array.from({ length: frameCount(document) }, (_, frame) => evaluateFrame(document, frame));

/** What is heard of each source, sampled: which tick of it, and how loud. */
function heardIn(document: EditDocument, step: number): string[] {
  const segments = evaluateSound(document);
  const end = Math.max(0, ...segments.map((segment) => segment.end));
  return Array.from({ length: Math.floor(end / step) }, (_, index) => {
    const at = index * step;
    return segments
      .filter((segment) => segment.start <= at && at < segment.end)
      .map((segment) =>
        [
          segment.trackId,
          segment.sha256[0],
          sourceAt(segment.timing, at - segment.clipStart),
          amplitudeAt(segment, at),
        ].join(' '),
      )
      .toSorted()
      .join();
  });
}

describe('edits', () => {
  it('lead back to the same bytes when they are undone, and there again when done again (OPS-2, GOAL-10, GOAL-60)', () => {
    let [done, asked] = [0, 0];
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(dressedDocument()), anyDocument),
        fc.array(anyChoice, { minLength: 20, maxLength: 60 }),
        (document, choices) => {
          let history: EditHistory = { document, done: [], undone: [] };
          const seen = [canonicalJson(document)];
          for (const [index, choice] of choices.entries()) {
            const step = performStep(history, chosenOperation(history.document, choice, `new${index}`));
            asked += 1;
            if (step.kind === 'refused') continue;
            if (step.history.done.length > history.done.length)
              seen.push(canonicalJson(step.history.document));
            history = step.history;
            done += 1;
          }
          // A reload in between changes nothing.
          history = JSON.parse(JSON.stringify(history)) as EditHistory; // as: what went in
          for (const bytes of seen.toReversed().slice(1)) {
            const step = undo(history);
            if (step?.kind !== 'done') throw new Error('an edit cannot be undone');
            history = step.history;
            expect(canonicalJson(history.document)).toBe(bytes);
          }
          expect(undo(history)).toBeNull();
          for (const bytes of seen.slice(1)) {
            const step = redo(history);
            if (step?.kind !== 'done') throw new Error('an edit cannot be done again');
            history = step.history;
            expect(canonicalJson(history.document)).toBe(bytes);
          }
          expect(redo(history)).toBeNull();
        },
      ),
      { seed: 1, numRuns: 40 },
    );
    // Enough of them hold for the walk to lead somewhere.
    expect(done / asked).toBeGreaterThan(0.25);
  });

  it('go five hundred steps and back (OPS-2, GOAL-60)', () => {
    const choices = fc.sample(anyChoice, { numRuns: 500, seed: 2 });
    let history: EditHistory = { document: dressedDocument(), done: [], undone: [] };
    for (const [index, choice] of choices.entries()) {
      const step = performStep(history, chosenOperation(history.document, choice, `new${index}`));
      if (step.kind === 'done') history = step.history;
    }
    for (let step = undo(history); step !== null; step = undo(history)) {
      if (step.kind === 'refused') throw new Error('an edit cannot be undone');
      history = step.history;
    }
    expect(canonicalJson(history.document)).toBe(canonicalJson(dressedDocument()));
  });

  it('leave a valid document, or leave it as it was and say why (OPS-1)', () => {
    fc.assert(
      fc.property(anyDocument, fc.array(anyChoice, { maxLength: 20 }), (first, choices) => {
        let document = first;
        for (const [index, choice] of choices.entries()) {
          const bytes = canonicalJson(document);
          const outcome = perform(document, chosenOperation(document, choice, `new${index}`));
          expect(canonicalJson(document)).toBe(bytes);
          if (outcome.kind === 'refused') expect(outcome.problems).not.toEqual([]);
          else {
            document = outcome.document;
            expect(checkDocument(document).problems.filter(({ severity }) => severity === 'error')).toEqual(
              [],
            );
          }
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it.each<[Operation, string]>([
    [{ kind: 'delete', item: 'gone' }, 'item_missing'],
    [{ kind: 'move', item: 'a', start: seconds(5) }, 'overlap'],
    [{ kind: 'move', item: 'a', start: seconds(20), track: 'gone' }, 'track_missing'],
    [{ kind: 'move', item: 'hello', start: 0, track: 'music' }, 'wrong_track'],
    [{ kind: 'trimIn', item: 'a', by: seconds(4) }, 'nothing_left'],
    [{ kind: 'trimIn', item: 'a', by: -seconds(1) }, 'too_small'],
    [{ kind: 'trimOut', item: 'a', by: 1 }, 'overlap'],
    [{ kind: 'slip', item: 'a', by: -seconds(3) }, 'outside_source'],
    [{ kind: 'slip', item: 'hello', by: 1 }, 'wrong_kind'],
    [{ kind: 'roll', from: 'a', to: 'c', by: 1 }, 'not_neighbours'],
    [{ kind: 'split', item: 'a', at: seconds(4), newId: 'x' }, 'nothing_to_split'],
    [{ kind: 'split', item: 'a', at: seconds(3.8), newId: 'x' }, 'in_transition'],
    [{ kind: 'split', item: 'a', at: seconds(1), newId: 'b' }, 'id_taken'],
    [{ kind: 'setItem', item: 'a', field: 'start', value: 0 }, 'not_allowed'],
    [{ kind: 'setTrack', track: 'main', field: 'items', value: [] }, 'not_allowed'],
    [{ kind: 'setAsset', id: 'film', asset: null }, 'asset_missing'],
    [{ kind: 'setStyle', id: 'title', style: null }, 'style_missing'],
    [{ kind: 'deleteKey', item: 'a', property: 'opacity', at: 0 }, 'not_allowed'],
    [{ kind: 'setDocument', field: 'fps', value: null }, 'required'],
    [{ kind: 'setTransition', transition: 'ab', field: 'to', value: 'c' }, 'not_allowed'],
    [{ kind: 'removeTransition', transition: 'gone' }, 'transition_missing'],
  ])('refuses %j as %s (OPS-1)', (operation, code) => {
    expect(refusal(dressedDocument(), operation)).toContain(code);
  });

  it('shows and sounds the same after a split, at every frame (OPS-3, GOAL-2)', () => {
    fc.assert(
      fc.property(
        anyDocument,
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (document, which, share) => {
          const items = document.tracks.flatMap((track) => track.items);
          const item = items[which % items.length];
          if (item === undefined) return;
          const at = item.start + Math.floor(item.duration * share);
          const outcome = perform(document, { kind: 'split', item: item.id, at, newId: 'half' });
          if (outcome.kind === 'refused') return;
          expect(shownBy(outcome.document)).toEqual(shownBy(document));
          const step = exactFrameTicks(document.fps) * 3;
          expect(heardIn(outcome.document, step)).toEqual(heardIn(document, step));
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it.each([
    ['hello', 1.3],
    ['hello', 2.9],
    ['cat', 6.05],
    ['bar', 9.5],
    ['soft', 7],
    ['tune', 11],
    ['a', 0.2],
    ['b', 5.5],
    ['c', 8.1],
  ])('shows and sounds the same when %s is split at %d s, with all that it wears (OPS-3)', (item, second) => {
    let document = dressedDocument();
    document = setAt(document, 'tracks.1.items.0.animation.out', { preset: 'fall', duration: seconds(1) });
    document = setAt(document, 'tracks.1.items.0.reveal', {
      ...{ unit: 'glyph', preset: 'pop', duration: seconds(0.2), stagger: seconds(0.1) },
    });
    document = setAt(document, 'tracks.0.items.1.sound', {
      fadeOut: { duration: seconds(3), curve: 'smooth' },
    });
    const split = after(document, { kind: 'split', item, at: seconds(second), newId: 'half' });
    expect(shownBy(split)).toEqual(shownBy(document));
    expect(heardIn(split, seconds(0.05))).toEqual(heardIn(document, seconds(0.05)));
    // And again, in the second half.
    const { start, duration } = itemOf(split, 'half');
    const twice = perform(split, {
      kind: 'split',
      item: 'half',
      at: start + Math.floor(duration / 3),
      newId: 'third',
    });
    if (twice.kind === 'done') expect(shownBy(twice.document)).toEqual(shownBy(document));
  });

  it('divides the words of a caption, each to the half that it begins in (OPS-3)', () => {
    const split = after(dressedDocument(), { kind: 'split', item: 'said', at: seconds(1), newId: 'rest' });
    expect(itemOf(split, 'said')).toMatchObject({ words: [{ text: '大家' }] });
    expect(itemOf(split, 'rest')).toMatchObject({ clip: 'a', words: [{ text: '好', at: seconds(0.2) }] });
    expect(
      refusal(dressedDocument(), { kind: 'split', item: 'said', at: seconds(2), newId: 'rest' }),
    ).toContain('too_few');
  });

  it('leaves what is shown where it was when an end is trimmed (OPS-4)', () => {
    const document = setAt(dressedDocument(), 'tracks.0.transitions', []);
    const [whole, frames] = [shownBy(document), 30];
    const head = shownBy(after(document, { kind: 'trimIn', item: 'b', by: seconds(1) }));
    expect(head.slice(5 * frames)).toEqual(whole.slice(5 * frames));
    const tail = shownBy(after(document, { kind: 'trimOut', item: 'b', by: -seconds(1) }));
    expect(tail.slice(0, 6 * frames)).toEqual(whole.slice(0, 6 * frames));
    expect(tail.slice(7 * frames)).toEqual(whole.slice(7 * frames));
    // And back again: nothing was lost.
    const back = after(
      document,
      { kind: 'trimIn', item: 'b', by: seconds(1) },
      { kind: 'trimIn', item: 'b', by: -seconds(1) },
    );
    expect(shownBy(back)).toEqual(whole);
  });

  it('moves what comes later on the track, and nothing else, with ripple (OPS-4, GOAL-10)', () => {
    const document = setAt(dressedDocument(), 'tracks.0.transitions', []);
    const first = [
      ['a', 0, 4],
      ['b', 4, 3],
      ['c', 7, 2],
      ['d', 10, 2],
    ];
    expect(places(document)).toEqual(first);
    const places0 = (...operations: Operation[]) => places(after(document, ...operations));
    expect(places0({ kind: 'delete', item: 'b', ripple: true })).toEqual([
      ['a', 0, 4],
      ['c', 4, 2],
      ['d', 7, 2],
    ]);
    expect(places0({ kind: 'delete', item: 'b' })).toEqual([
      ['a', 0, 4],
      ['c', 7, 2],
      ['d', 10, 2],
    ]);
    expect(places0({ kind: 'trimIn', item: 'b', by: seconds(1), ripple: true })).toEqual([
      ['a', 0, 4],
      ['b', 4, 2],
      ['c', 6, 2],
      ['d', 9, 2],
    ]);
    expect(places0({ kind: 'trimOut', item: 'b', by: seconds(1), ripple: true })).toEqual([
      ['a', 0, 4],
      ['b', 4, 4],
      ['c', 8, 2],
      ['d', 11, 2],
    ]);
    const item: Item = { id: 'n', kind: 'image', start: seconds(4), duration: seconds(2), asset: 'still' };
    expect(places0({ kind: 'insert', track: 'main', item, ripple: true })).toEqual([
      ['a', 0, 4],
      ['n', 4, 2],
      ['b', 6, 3],
      ['c', 9, 2],
      ['d', 12, 2],
    ]);
    expect(
      refusal(document, {
        kind: 'insert',
        track: 'main',
        item: { ...item, start: seconds(5) },
        ripple: true,
      }),
    ).toEqual(['no_room']);
    const rippled = after(document, { kind: 'delete', item: 'b', ripple: true });
    expect(rippled.tracks.slice(1)).toEqual(document.tracks.slice(1));
  });

  it('rolls a cut, slips a source, slides between neighbours (OPS-5, GOAL-10)', () => {
    const document = setAt(dressedDocument(), 'tracks.0.transitions', []);
    const rolled = after(document, { kind: 'roll', from: 'a', to: 'b', by: -seconds(1) });
    expect(places(rolled)).toEqual([
      ['a', 0, 3],
      ['b', 3, 4],
      ['c', 7, 2],
      ['d', 10, 2],
    ]);
    const [whole, shown] = [shownBy(document), shownBy(rolled)];
    expect([shown.slice(0, 90), shown.slice(120)]).toEqual([whole.slice(0, 90), whole.slice(120)]);

    const slipped = after(document, { kind: 'slip', item: 'a', by: seconds(1) });
    expect(places(slipped)).toEqual(places(document));
    const frame = (of: EditDocument) => {
      const [layer] = evaluateFrame(of, 60).layers;
      return layer?.kind === 'layer' && layer.content.kind === 'video' ? layer.content.frame : null;
    };
    expect([frame(document), frame(slipped)]).toEqual([120, 150]);

    const slid = after(document, { kind: 'slide', item: 'b', by: -seconds(1) });
    expect(places(slid)).toEqual([
      ['a', 0, 3],
      ['b', 3, 3],
      ['c', 6, 3],
      ['d', 10, 2],
    ]);
    // The neighbour goes on showing at any time what it showed.
    expect(shownBy(slid).slice(210)).toEqual(whole.slice(210));
  });

  it('plays the same part of the source at another speed, by whole frames (OPS-6)', () => {
    const document = setAt(dressedDocument(), 'tracks.0.transitions', []);
    for (const [num, den, reversed] of [
      [2, 1, false],
      [1, 2, false],
      [7, 3, true],
    ] as const) {
      const retime = { kind: 'constant' as const, speed: { num, den }, reversed }; // as: literal
      const edited = after(document, { kind: 'retime', item: 'a', retime, ripple: true });
      const clip = itemOf(edited, 'a');
      expect(clip.duration % exactFrameTicks(document.fps)).toBe(0);
      expect(Math.abs(clip.duration - (seconds(4) * den) / num)).toBeLessThan(exactFrameTicks(document.fps));
      expect(clip).toMatchObject({ sourceIn: reversed ? seconds(6) : seconds(2) });
      expect(itemOf(edited, 'b').start).toBe(endOf(clip));
      expect(
        after(edited, { kind: 'retime', item: 'a', retime: null, ripple: true }).tracks[0]?.items[0]
          ?.duration,
      ).toBeLessThanOrEqual(seconds(4));
    }
    expect(after(document, { kind: 'retime', item: 'a', retime: { kind: 'freeze' } })).toMatchObject({
      tracks: [
        { items: [{ id: 'a', duration: seconds(4), retime: { kind: 'freeze' } }, {}, {}, {}] },
        {},
        {},
        {},
        {},
      ],
    });
  });

  it('takes captions along with the clip that they are of (OPS-7, GOAL-41)', () => {
    const document = setAt(dressedDocument(), 'tracks.0.transitions', []);
    const said = (...operations: Operation[]) => itemOf(after(document, ...operations), 'said');
    expect(said({ kind: 'move', item: 'a', start: seconds(20) }).start).toBe(seconds(20.5));
    const item: Item = { id: 'n', kind: 'image', start: 0, duration: seconds(2), asset: 'still' };
    expect(said({ kind: 'insert', track: 'main', item, ripple: true }).start).toBe(seconds(2.5));
    expect(
      said({ kind: 'retime', item: 'a', retime: { kind: 'constant', speed: { num: 2, den: 1 } } }),
    ).toMatchObject({
      ...{ start: seconds(0.25), duration: seconds(1) },
      words: [
        { at: 0, duration: seconds(0.3) },
        { at: seconds(0.35), duration: seconds(0.25) },
      ],
    });
    const gone: Operation[] = [
      { kind: 'delete', item: 'a' },
      { kind: 'trimIn', item: 'a', by: seconds(3) },
    ];
    for (const operation of gone) {
      const edited = after(document, operation);
      expect(edited.tracks[2]?.items).toEqual([]);
    }
    const split = after(document, { kind: 'split', item: 'a', at: seconds(0.4), newId: 'rest' });
    expect(itemOf(split, 'said')).toMatchObject({ clip: 'rest' });
  });

  it('does not edit a locked track, but unlocks it (OPS-8)', () => {
    const locked = setAt(dressedDocument(), 'tracks.0.locked', true);
    const refused: Operation[] = [
      { kind: 'delete', item: 'a' },
      { kind: 'move', item: 'hello', start: seconds(30), track: 'main' },
      { kind: 'removeTrack', track: 'main' },
      { kind: 'removeTransition', transition: 'ab' },
      { kind: 'setKey', item: 'a', property: 'opacity', at: 0, value: 1 },
    ];
    for (const operation of refused) expect(refusal(locked, operation)).toEqual(['locked']);
    const open = after(locked, { kind: 'setTrack', track: 'main', field: 'locked', value: null });
    expect(refusal(open, { kind: 'delete', item: 'a' })).toEqual([]);
  });

  it('lets transitions and slots go with what they belong to, and brings them back (OPS-9)', () => {
    const first: EditHistory = { document: dressedDocument(), done: [], undone: [] };
    for (const [operation, isGone] of [
      [
        { kind: 'trimOut', item: 'a', by: -seconds(1) },
        (document) => document.tracks[0]?.transitions.length === 0,
      ],
      [{ kind: 'delete', item: 'hello' }, (document) => document.template?.slots.length === 0],
    ] as [Operation, (document: EditDocument) => boolean][]) {
      // as: a table
      const step = performStep(first, operation);
      if (step.kind === 'refused') throw new Error('refused');
      expect(isGone(step.history.document)).toBe(true);
      const back = undo(step.history);
      expect(back?.kind === 'done' && canonicalJson(back.history.document)).toBe(
        canonicalJson(dressedDocument()),
      );
    }
  });

  it('sets and deletes key frames of a property that was constant (OPS-1)', () => {
    const document = dressedDocument();
    const key = { item: 'd', property: 'transform.x' };
    const one = after(document, { kind: 'setKey', ...key, at: seconds(1), value: 0.2 });
    const two = after(one, { kind: 'setKey', ...key, at: 0, value: 0.4, ease: 'hold' });
    expect(itemOf(two, 'd')).toMatchObject({
      transform: {
        x: {
          keys: [
            { at: 0, value: 0.4, ease: 'hold' },
            { at: seconds(1), value: 0.2 },
          ],
        },
      },
    });
    const constant = after(
      two,
      { kind: 'deleteKey', ...key, at: 0 },
      { kind: 'deleteKey', ...key, at: seconds(1) },
    );
    expect(itemOf(constant, 'd')).toMatchObject({ transform: { x: 0.2 } });
    const effect = after(document, {
      kind: 'setKey',
      item: 'soft',
      property: 'effects.0.params.radius',
      at: seconds(1),
      value: 0.05,
    });
    expect(itemOf(effect, 'soft')).toMatchObject({
      effects: [{ params: { radius: { keys: [{}, { at: seconds(1) }, {}] } } }],
    });
  });
});
