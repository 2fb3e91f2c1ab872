import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Operation } from '../schema/operation.ts';
import { after } from '../testing/after.ts';
import { anyDocument } from '../testing/any-document.ts';
import { anyChoice, chosenOperation } from '../testing/any-operation.ts';
import { dressedDocument, seconds } from '../testing/sample-document.ts';
import { performStep, undo } from './history.ts';
import { perform } from './perform.ts';
import { rebase } from './rebase.ts';

describe('edits of several people', () => {
  it('lead to the same bytes on every device (OPS-10, GOAL-61)', () => {
    // One step: a device edits, sends what it has, or hears what the server has put in order.
    const anyStep = fc.tuple(fc.nat(1), fc.constantFrom('edit', 'edit', 'send', 'hear'), anyChoice);
    fc.assert(
      fc.property(anyDocument, fc.array(anyStep, { maxLength: 40 }), (document, steps) => {
        const log: Operation[] = [];
        const devices = [0, 1].map(() => ({
          base: document,
          heard: 0,
          pending: [] as Operation[],
          document,
        })); // as: empty
        const catchUp = (device: (typeof devices)[number]) => {
          const { document: base } = rebase(device.base, log.slice(device.heard));
          const { kept, document: present } = rebase(base, device.pending);
          Object.assign(device, { base, heard: log.length, pending: kept, document: present });
        };
        const send = (device: (typeof devices)[number]) => {
          catchUp(device);
          log.push(...device.pending);
          device.pending = [];
          catchUp(device);
        };
        for (const [index, [which, what, choice]] of steps.entries()) {
          const device = devices[which];
          if (device === undefined) continue;
          if (what === 'hear') catchUp(device);
          else if (what === 'send') send(device);
          else {
            const operation = chosenOperation(device.document, choice, `new${index}`);
            const outcome = perform(device.document, operation);
            if (outcome.kind === 'refused') continue;
            device.document = outcome.document;
            device.pending.push(operation);
          }
        }
        devices.forEach(send);
        devices.forEach(catchUp);
        const [first, second] = devices.map((device) => canonicalJson(device.document));
        expect(first).toBe(second);
        expect(first).toBe(canonicalJson(rebase(document, log).document));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('both hold where they do not touch, in either order (OPS-10)', () => {
    const independent: [Operation, Operation][] = [
      [
        { kind: 'setItem', item: 'a', field: 'name', value: 'x' },
        { kind: 'setItem', item: 'a', field: 'blend', value: 'screen' },
      ],
      [
        { kind: 'trimOut', item: 'a', by: -seconds(1), ripple: true },
        { kind: 'slip', item: 'c', by: seconds(1) },
      ],
      [
        { kind: 'delete', item: 'hello' },
        { kind: 'move', item: 'cat', start: seconds(4.5) },
      ],
      [
        { kind: 'split', item: 'tune', at: seconds(5), newId: 'x' },
        { kind: 'setTrack', track: 'main', field: 'muted', value: true },
      ],
    ];
    for (const [mine, theirs] of independent) {
      const [first, second] = [
        after(dressedDocument(), mine, theirs),
        after(dressedDocument(), theirs, mine),
      ];
      expect(canonicalJson(first)).toBe(canonicalJson(second));
    }
  });

  it('drops an own edit that makes no sense any more, and says why (OPS-10)', () => {
    const theirs = after(dressedDocument(), { kind: 'delete', item: 'b' });
    const mine: Operation[] = [
      { kind: 'slip', item: 'b', by: seconds(1) },
      { kind: 'slip', item: 'c', by: seconds(1) },
    ];
    const { kept, dropped } = rebase(theirs, mine);
    expect(kept).toEqual(mine.slice(1));
    expect(dropped).toMatchObject([{ operation: mine[0], problems: [{ code: 'item_missing', path: 'b' }] }]);
  });

  it('undo takes back the own edit alone (OPS-11)', () => {
    const mine = performStep(
      { document: dressedDocument(), done: [], undone: [] },
      { kind: 'delete', item: 'a', ripple: true },
    );
    if (mine.kind === 'refused') throw new Error('refused');
    const others = after(mine.history.document, { kind: 'setItem', item: 'b', field: 'name', value: '好' });
    const back = undo({ ...mine.history, document: others });
    const expected = after(dressedDocument(), { kind: 'setItem', item: 'b', field: 'name', value: '好' });
    expect(back?.kind === 'done' && canonicalJson(back.history.document)).toBe(canonicalJson(expected));
    const same = after(mine.history.document, { kind: 'move', item: 'b', start: seconds(40) });
    expect(undo({ ...mine.history, document: same })).toMatchObject({
      problems: [{ code: 'changed_meanwhile' }],
    });
    const removed = after(mine.history.document, { kind: 'removeTrack', track: 'main' });
    expect(undo({ ...mine.history, document: removed })?.kind).toBe('refused');
  });
});
